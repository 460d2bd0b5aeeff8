/** The words by which a text is found. */

/** Longer words are found by their beginning. */
const longestWord = 32;

/** The words of a text, in their order, without regard to case and accents. */
export function wordsIn(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => [...word].slice(0, longestWord).join(''));
}

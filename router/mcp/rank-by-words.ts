/** Ranks items by how well their texts hold the words that are looked for. */

/** Where a word is found counts more in an earlier text than in a later one, and as a whole word more than as a beginning. */
export function rankByWords<Item>(
  search: string,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): readonly Item[] {
  const wanted = wordsOf(search);
  return items
    .map((item) => ({ item, score: scoreOf(wanted, textsOf(item).map(wordsOf)) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .map(({ item }) => item);
}

function scoreOf(wanted: readonly string[], texts: readonly (readonly string[])[]): number {
  let score = 0;
  for (const word of wanted) {
    const best = texts.map((words, index) => {
      if (words.includes(word)) return 4 / (index + 1);
      return words.some((other) => other.startsWith(word) || isStemOf(other, word)) ? 2 / (index + 1) : 0;
    });
    score += Math.max(0, ...best);
  }
  return score;
}

/** "payments" finds "payment", and "scoring" does not find "s". */
const isStemOf = (stem: string, word: string): boolean => stem.length >= 4 && word.startsWith(stem);

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

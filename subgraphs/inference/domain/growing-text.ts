/** The text of an answer that comes in small pieces. */
export interface GrowingText {
  add(piece: string): void;
  /** Of everything that was added. */
  length(): number;
  /** Whether `text` is everything that was added. */
  isWhole(): boolean;
  /** The beginning, as far as it is kept. */
  text(): string;
}

/**
 * So much of a streamed answer is kept, some 16,000 tokens: a stream that nobody reads is not to cost more, and what is longer is
 * passed on all the same.
 */
export const mostKeptCharacters = 64 * 1024;
/** Added one by one to a string, all pieces would be kept, each with a node of its own. */
const mostPieces = 512;

export function growingText(mostCharacters = mostKeptCharacters): GrowingText {
  let whole = '';
  let pieces: string[] = [];
  let added = 0;
  const text = (): string => {
    if (pieces.length > 0) whole += pieces.join('');
    pieces = [];
    return whole;
  };
  return {
    add(piece) {
      const room = mostCharacters - added;
      added += piece.length;
      if (piece === '' || room <= 0) return;
      pieces.push(room < piece.length ? piece.slice(0, room) : piece);
      if (pieces.length >= mostPieces) text();
    },
    length: () => added,
    isWhole: () => added <= mostCharacters,
    text,
  };
}

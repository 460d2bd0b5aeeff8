/** A text that comes in small pieces. Added one by one to a string, all of them would be kept, each with a node of its own. */
export interface GrowingText {
  add(piece: string): void;
  text(): string;
}

const mostPieces = 512;

export function growingText(): GrowingText {
  let whole = '';
  let pieces: string[] = [];
  const text = (): string => {
    if (pieces.length > 0) whole += pieces.join('');
    pieces = [];
    return whole;
  };
  return {
    add(piece) {
      if (piece === '') return;
      pieces.push(piece);
      if (pieces.length >= mostPieces) text();
    },
    text,
  };
}

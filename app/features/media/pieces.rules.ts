/**
 * A file that arrives in a bucket lies there as pieces, each named by its place and length: `<from>-<bytes>`. Nothing is ever
 * written over, so two connections that send the same part of a file (one of them already dead) do no harm: their pieces overlap.
 */
export interface Piece {
  from: number;
  bytes: number;
}

/** Wide enough for every size that is taken: names in order are places in order. */
const DIGITS = 12;

/** The name under which a piece lies. */
export function pieceName({ from, bytes }: Piece): string {
  return `${String(from).padStart(DIGITS, '0')}-${bytes}`;
}

/** The piece of that name; null for whatever else lies there. */
export function readPieceName(name: string): Piece | null {
  const [, from, bytes] = /^(\d{12})-(\d{1,12})$/.exec(name) ?? [];
  return from && bytes ? { from: Number(from), bytes: Number(bytes) } : null;
}

/** A piece, and how many of its first bytes the pieces before it have brought already. */
export interface Stretch extends Piece {
  skip: number;
}

/** The fewest pieces that make the file from its beginning as far as it has come without a gap, in order. */
export function stretchesOf(pieces: readonly Piece[]): Stretch[] {
  const inOrder = pieces.toSorted((a, b) => a.from - b.from);
  const chosen: Stretch[] = [];
  let at = 0;
  for (let next = 0; ; ) {
    let best: Piece | undefined;
    for (let piece = inOrder[next]; piece && piece.from <= at; piece = inOrder[++next])
      if (!best || piece.from + piece.bytes > best.from + best.bytes) best = piece;
    if (!best || best.from + best.bytes <= at) return chosen;
    chosen.push({ ...best, skip: at - best.from });
    at = best.from + best.bytes;
  }
}

/** How far a file has come without a gap, in bytes. */
export function arrivedOf(pieces: readonly Piece[]): number {
  const last = stretchesOf(pieces).at(-1);
  return last ? last.from + last.bytes : 0;
}

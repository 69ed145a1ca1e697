import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivedOf, type Piece, pieceName, readPieceName, stretchesOf } from './pieces.rules.ts';

const aPiece = fc.record({ from: fc.nat(60), bytes: fc.integer({ min: 1, max: 20 }) });

describe('pieces of a file that arrives', () => {
  it('are named by their place', () => {
    expect(pieceName({ from: 8_388_608, bytes: 5 })).toBe('000008388608-5');
    expect(readPieceName('000008388608-5')).toEqual({ from: 8_388_608, bytes: 5 });
    for (const name of ['', 'size-5', '8-5', '000008388608-', '000008388608-5.part'])
      expect(readPieceName(name)).toBeNull();
  });

  it('reach as far as there is no gap', () => {
    expect(arrivedOf([])).toBe(0);
    expect(arrivedOf([{ from: 1, bytes: 9 }])).toBe(0);
    expect(
      stretchesOf([
        { from: 8, bytes: 8 },
        { from: 0, bytes: 8 },
        { from: 8, bytes: 3 },
        { from: 11, bytes: 8 },
        { from: 30, bytes: 8 },
      ]),
    ).toEqual([
      { from: 0, bytes: 8, skip: 0 },
      { from: 8, bytes: 8, skip: 0 },
      { from: 11, bytes: 8, skip: 5 },
    ]);
  });

  it('make the file as far as every byte is there, whatever overlaps', () => {
    fc.assert(
      fc.property(fc.array(aPiece, { maxLength: 12 }), (pieces) => {
        const there = (byte: number) => pieces.some(({ from, bytes }) => from <= byte && byte < from + bytes);
        let reach = 0;
        while (there(reach)) reach += 1;
        expect(arrivedOf(pieces)).toBe(reach);
        const made = stretchesOf(pieces).flatMap(({ from, bytes, skip }: Piece & { skip: number }) =>
          Array.from({ length: bytes - skip }, (_, n) => from + skip + n),
        );
        expect(made).toEqual(Array.from({ length: reach }, (_, n) => n));
      }),
    );
  });
});

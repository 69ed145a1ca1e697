import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addBit,
  allBits,
  type Bits,
  both,
  countBits,
  either,
  hasBit,
  noBits,
  numbersIn,
  without,
} from './bits.rules.ts';

const SIZE = 100;
const numbers = fc.uniqueArray(fc.nat(SIZE - 1));

function bitsOf(list: readonly number[]): Bits {
  const bits = noBits(SIZE);
  for (const number of list) addBit(bits, number);
  return bits;
}

const sorted = (list: Iterable<number>) => [...list].sort((a, b) => a - b);
const read = (bits: Bits) => numbersIn(bits, 0, SIZE);

it('does what sets do', () => {
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const [a, b] = [bitsOf(one), bitsOf(other)];
      expect(read(a)).toEqual(sorted(one));
      expect(countBits(a)).toBe(one.length);
      expect(read(both(a, b))).toEqual(sorted(one.filter((number) => other.includes(number))));
      expect(read(either(a, b))).toEqual(sorted(new Set([...one, ...other])));
      expect(read(without(a, b))).toEqual(sorted(one.filter((number) => !other.includes(number))));
      for (const number of one) expect(hasBit(a, number)).toBe(true);
    }),
  );
});

it('gives any page of a set', () => {
  fc.assert(
    fc.property(numbers, fc.nat(SIZE), fc.nat(SIZE), (list, skip, limit) => {
      expect(numbersIn(bitsOf(list), skip, limit)).toEqual(sorted(list).slice(skip, skip + limit));
    }),
  );
});

it('knows all numbers below a size', () => {
  for (const size of [0, 1, 31, 32, 33, 64, 100]) expect(countBits(allBits(size))).toBe(size);
});

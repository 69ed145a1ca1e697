import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, type Json } from './canonical.rules.ts';

it('is the JSON of its value with the keys in order and nothing between', () => {
  const whole = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => hasWholeNumbersOnly(value as Json));
  fc.assert(
    fc.property(whole, (value) => {
      const text = canonical(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonical(JSON.parse(text) as Json)).toBe(text);
    }),
  );
  expect(canonical({ b: [1, 'x"\n', null, true], a: { d: '春', c: -2 } })).toBe(
    '{"a":{"c":-2,"d":"春"},"b":[1,"x\\"\\n",null,true]}',
  );
});

it('has no place for fractions, nor for numbers too large to be exact', () => {
  expect(() => canonical({ a: 0.5 })).toThrow(/not whole/);
  expect(() => canonical([-(2 ** 53)])).toThrow(/not whole/);
});

function hasWholeNumbersOnly(value: Json): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(hasWholeNumbersOnly);
}

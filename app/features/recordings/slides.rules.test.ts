import { expect, it } from 'vitest';
import { inNamedOrder, readSlides, spreadTimes } from './slides.rules.ts';

const MINUTE = 60_000;

it('spreads new slides over what is left, the very first from the beginning', () => {
  expect(spreadTimes(3, { lastMs: null, durationMs: 3 * MINUTE })).toEqual([0, MINUTE, 2 * MINUTE]);
  expect(spreadTimes(2, { lastMs: MINUTE, durationMs: 4 * MINUTE })).toEqual([2 * MINUTE, 3 * MINUTE]);
  expect(spreadTimes(3, { lastMs: null, durationMs: 10_000 })).toEqual([0, 3_000, 6_000]);
  // Shorter than a second each: all the same none at one moment, none beyond the end.
  const crowded = spreadTimes(40, { lastMs: 1_500, durationMs: 2_000 });
  expect(new Set(crowded).size).toBe(40);
  expect([Math.min(...crowded) > 1_500, Math.max(...crowded) < 2_000]).toEqual([true, true]);
});

it('reads times and words, in the order of the times', () => {
  const typed = [
    { id: 'b', from: '1:20', words: ' 四方 协商 ' },
    { id: 'a', from: '0：05', words: '先认门' },
  ];
  expect(readSlides(typed, 2 * MINUTE)).toEqual({
    ok: true,
    slides: [
      { id: 'a', fromMs: 5_000, words: '先认门' },
      { id: 'b', fromMs: 80_000, words: '四方 协商' },
    ],
  });
});

it('keeps the exact moment of a time that comes back as it was shown', () => {
  const before = new Map([
    ['a', 33_400],
    ['b', 33_900],
    ['c', 59_300],
  ]);
  const typed = ['a', 'b', 'c'].map((id) => ({ id, from: id === 'c' ? '1:00' : '0:33', words: 'x' }));
  expect(readSlides(typed, 2 * MINUTE, (id) => before.get(id))).toMatchObject({
    slides: [{ fromMs: 33_400 }, { fromMs: 33_900 }, { fromMs: 60_000 }],
  });
});

it('says what is wrong, with every field that it is about', () => {
  const typed = [
    { id: 'a', from: 'soon', words: '' },
    { id: 'b', from: '2:00', words: 'x' },
    { id: 'c', from: '0:30', words: 'x'.repeat(201) },
    { id: 'd', from: '30', words: 'x' },
  ];
  const reading = readSlides(typed, 2 * MINUTE);
  expect(reading.ok ? [] : reading.problems.map(({ field }) => field)).toEqual([
    'from-a',
    'words-a',
    'from-b',
    'words-c',
    'from-d',
  ]);
});

it('puts pictures in the order that their names count', () => {
  const names = ['幻灯片10.PNG', '幻灯片2.PNG', '幻灯片1.PNG'].map((name) => ({ name }));
  expect(inNamedOrder(names).map(({ name }) => name)).toEqual(['幻灯片1.PNG', '幻灯片2.PNG', '幻灯片10.PNG']);
});

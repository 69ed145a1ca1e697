import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, readCuts, rowsIn, withoutRow } from './cut-forms.ts';
import { cutsOf, keptOf } from './cuts.rules.ts';

const MINUTES = 10 * 60_000;
const read = (fields: Record<string, string>) => readCuts(fields, MINUTES);

describe('what is written on the cutting page', () => {
  it('is where the film begins and ends, and what goes between', () => {
    const fields = {
      start: '0:12.5',
      end: '9：30',
      'from-0': '1:00',
      'to-0': '80',
      'from-3': '',
      'to-3': ' ',
    };
    expect(read(fields)).toMatchObject({
      ok: true,
      keeps: [
        { fromMs: 12_500, toMs: 60_000 },
        { fromMs: 80_000, toMs: 570_000 },
      ],
    });
    expect(read({ start: '', end: '' })).toEqual({
      ok: true,
      cuts: [],
      keeps: [{ fromMs: 0, toMs: MINUTES }],
    });
    expect(read({ start: '0:00', end: '10:00' })).toMatchObject({ cuts: [] });
  });

  it('is told apart from what cannot be', () => {
    const problems = (fields: Record<string, string>) => {
      const reading = read(fields);
      return reading.ok ? [] : reading.problems.map(({ field, words }) => [field, words.slice(0, 6)]);
    };
    expect(problems({ start: '一分', end: '11:00' })).toEqual([
      ['start', '“一分”没看'],
      ['end', '超出了视频的'],
    ]);
    expect(problems({ 'from-0': '1:00', 'to-0': '', 'from-1': '2:00', 'to-1': '1:59' })).toEqual([
      ['to-0', '只写了一头。'],
      ['to-1', '结束要比开始'],
    ]);
    expect(problems({ start: '9:59.5' })).toEqual([['start', '这样剪完，视']]);
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, at) => [
        [`from-${at}`, `${at * 10}`],
        [`to-${at}`, `${at * 10 + 5}`],
      ]).flat(),
    );
    expect(problems(many)).toEqual([['', '一共最多剪 ']]);
  });

  it('reads back what it writes', () => {
    const cut = fc.tuple(fc.integer({ min: 0, max: MINUTES }), fc.integer({ min: 1, max: 60_000 }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 8 }), (some) => {
        const kept = keptOf(
          some.map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length })),
          MINUTES,
        );
        fc.pre(kept.ok);
        if (!kept.ok) return;
        expect(read(fieldsOf(cutsOf(kept.keeps, MINUTES), MINUTES))).toMatchObject({ keeps: kept.keeps });
      }),
    );
  });

  it('can lose a row', () => {
    const fields = { start: '1', 'from-0': '5', 'to-0': '6', 'from-2': '8', 'to-2': '' };
    expect([rowsIn(fields), rowsIn(withoutRow(fields, '0'))]).toEqual([[0, 2], [2]]);
    expect(withoutRow(fields, 'nonsense')).toEqual(fields);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EarnedEntry } from './choice.rules.ts';
import { catchingUp, reminderDue } from './promotion.rules.ts';
import type { Promotion } from './schemes.schema.ts';

const promotion: Promotion = {
  label: '任职前的学习',
  positions: ['party-secretary', 'committee-member'],
  lookBackMonths: 12,
  hundredths: 2000,
  courses: ['DX01'],
  withinMonths: 12,
  explanation: '任职后一年内补上',
};
const post = (
  validFrom: string,
  validTo: string | null = null,
  position: 'party-secretary' | 'committee-member' | 'building-head' = 'committee-member',
) => ({ position, validFrom, validTo });
const entry = (occurredOn: string, amount: number, courseCode: string | null = null): EarnedEntry => ({
  ...{ category: 'A', line: 'face', elective: false, school: 'party', amount, courseCode, occurredOn },
  item: `completion ${occurredOn} ${amount} ${courseCode}`,
});
const at = (day: string, awards: EarnedEntry[], posts = [post('2026-03-01')]) =>
  catchingUp(promotion, { posts, awards, day });

describe('what is to be made up after a promotion', () => {
  it('is nothing for whoever had learned enough in the year before, and the course in whatever year', () => {
    const awards = [entry('2025-03-01', 1500), entry('2026-02-28', 500), entry('2020-01-01', 400, 'DX01')];
    expect(at('2026-06-01', awards)).toBeNull();
    // A day earlier it lies outside the twelve months.
    expect(at('2026-06-01', [entry('2025-02-28', 1500), ...awards.slice(1)])).toMatchObject({ before: 500 });
  });

  it('is what was missing on the first day, within twelve months; later learning makes it up', () => {
    const before = [entry('2026-01-10', 800)];
    expect(at('2026-03-01', before)).toMatchObject({
      ...{ since: '2026-03-01', dueOn: '2027-02-28', required: 2000, before: 800 },
      ...{ madeUp: 0, missing: 1200, state: 'open', courses: [{ code: 'DX01', done: false }] },
    });
    const some = [...before, entry('2026-03-01', 700, 'DX01')];
    expect(at('2026-04-01', some)).toMatchObject({ madeUp: 700, missing: 500, courses: [{ done: true }] });
    const all = [...some, entry('2026-05-01', 900)];
    expect(at('2026-05-01', all)).toMatchObject({ madeUp: 1200, missing: 0, state: 'done' });
    // Taken back, it is missing again.
    expect(at('2026-05-01', [...before, ...all.slice(2)])).toMatchObject({ state: 'open', missing: 300 });
  });

  it('is late after the last day until it is made up', () => {
    expect(at('2027-02-28', [])).toMatchObject({ state: 'open' });
    expect(at('2027-03-01', [])).toMatchObject({ state: 'late' });
    expect(at('2027-06-01', [entry('2027-04-01', 2000, 'DX01')])).toMatchObject({ state: 'done' });
  });

  it('begins with the first covered post: a transfer or a second one is no new beginning, a break is', () => {
    const moved = [post('2024-05-01', '2026-02-28'), post('2026-03-01', null, 'party-secretary')];
    expect(at('2026-06-01', [], moved)).toMatchObject({ since: '2024-05-01', state: 'late' });
    const broken = [post('2024-05-01', '2026-02-27'), post('2026-03-01', null, 'party-secretary')];
    expect(at('2026-06-01', [], broken)).toMatchObject({
      since: '2026-03-01',
      positions: ['party-secretary'],
    });
    expect(at('2026-06-01', [], [post('2026-03-01', null, 'building-head')])).toBeNull();
    expect(at('2026-06-01', [], [post('2026-03-01', '2026-05-31')])).toBeNull();
  });

  it('is reckoned the same whatever the order, and more learning never leaves more to make up', () => {
    const day = fc.constantFrom('2025-02-01', '2025-06-01', '2026-02-28', '2026-03-01', '2026-07-01');
    const some = fc.record({ on: day, amount: fc.nat(1500), code: fc.constantFrom(null, 'DX01') });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), some, (drafts, more) => {
        const entries = drafts.map(({ on, amount, code }) => entry(on, amount, code));
        const found = at('2026-11-01', entries);
        expect(at('2026-11-01', [...entries].reverse())).toEqual(found);
        const then = at('2026-11-01', [...entries, entry(more.on, more.amount, more.code)]);
        expect(then?.missing ?? 0).toBeLessThanOrEqual(found?.missing ?? 0);
        expect((found?.before ?? 2000) + (found?.madeUp ?? 0) + (found?.missing ?? 0)).toBeGreaterThanOrEqual(
          2000,
        );
      }),
    );
  });

  it('is reminded of at the start, after six months and after eleven, and no more once it is made up', () => {
    const due = (day: string, awards: EarnedEntry[] = []) => {
      const found = at(day, awards);
      return found && reminderDue(found, day);
    };
    const days = ['2026-03-01', '2026-08-31', '2026-09-01', '2027-01-31', '2027-02-01', '2027-05-01'];
    expect(days.map((day) => due(day))).toEqual([
      ...['start', 'start', 'six-months', 'six-months', 'eleven-months', 'eleven-months'],
    ]);
    expect(due('2026-09-01', [entry('2026-05-01', 2000, 'DX01')])).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EarnedEntry } from './choice.rules.ts';
import { countedOnce } from './once-a-year.rules.ts';

const once = { courseCounts: 'once-a-year' } as const;
const entry = (item: string, occurredOn: string, more: Partial<EarnedEntry> = {}): EarnedEntry => ({
  ...{ category: 'A', line: 'face', amount: 300, elective: true, school: 'governance' },
  ...{ item, occurredOn, courseCode: 'ZL02', ...more },
});
const items = (entries: readonly EarnedEntry[]) => entries.map(({ item, line }) => `${item} ${line}`);

describe('a course that is finished twice in a year', () => {
  const first = [
    entry('completion 1', '2026-03-01'),
    entry('completion 1', '2026-03-01', { line: 'recorded' }),
  ];
  const second = entry('completion 2', '2026-09-01');

  it('counts once, with all the lines of its first completion', () => {
    expect(items(countedOnce(once, [second, ...first]))).toEqual([
      'completion 1 face',
      'completion 1 recorded',
    ]);
  });

  it('counts each time where the rules do not say otherwise: those of 2026.1 do not', () => {
    expect(countedOnce({}, [...first, second])).toHaveLength(3);
    expect(countedOnce({ courseCounts: 'each-time' }, [...first, second])).toHaveLength(3);
  });

  it('counts in each of two years, as the rules cut them', () => {
    const again = entry('completion 3', '2026-12-01');
    expect(countedOnce(once, [...first, again])).toHaveLength(2);
    const december = { ...once, accountingYear: { from: '12-01', to: '11-30' } };
    expect(countedOnce(december, [...first, again])).toHaveLength(3);
  });

  it('leaves alone what is no course: tasks, declarations, completions without a code', () => {
    const others = [
      entry('task 1', '2026-03-01'),
      entry('declaration 1', '2026-04-01'),
      entry('completion 4', '2026-05-01', { courseCode: null }),
      entry('completion 5', '2026-05-01', { courseCode: null }),
    ];
    expect(countedOnce(once, others)).toHaveLength(4);
  });

  it('comes to the same whatever the order of posting, and gives its place to the second when the first is taken back', () => {
    const some = fc.array(
      fc.record({
        item: fc.constantFrom('completion 1', 'completion 2', 'completion 3', 'task 1'),
        courseCode: fc.constantFrom('ZL02', 'ZL03', null),
        occurredOn: fc.constantFrom('2025-12-31', '2026-01-01', '2026-06-01'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (drafts) => {
        // One completion is of one course on one day.
        const own = new Map(drafts.map((draft) => [draft.item, draft]));
        const entries = [...own.values()].map(({ item, occurredOn, courseCode }) =>
          entry(item, occurredOn, { courseCode }),
        );
        const counted = items(countedOnce(once, entries)).sort();
        expect(items(countedOnce(once, [...entries].reverse())).sort()).toEqual(counted);
        for (const gone of entries) {
          const rest = entries.filter((each) => each !== gone);
          const left = items(countedOnce(once, rest));
          // Whatever counted beside it still counts.
          for (const each of counted) if (!each.startsWith(`${gone.item} `)) expect(left).toContain(each);
        }
      }),
    );
  });
});

import { expect, it } from 'vitest';
import { leadingOf } from './leading.rules.ts';
import { momentOf, momentQuery } from './moment.rules.ts';

const today = '2026-11-22';

it.each([
  [{}, { year: 2026, onDay: today, lastDay: today, corrected: false }],
  [{ year: '2026' }, { year: 2026, onDay: today, lastDay: today, corrected: false }],
  [{ year: '2025' }, { year: 2025, onDay: '2025-12-31', lastDay: '2025-12-31', corrected: false }],
  [{ on: '2025-06-30' }, { year: 2025, onDay: '2025-06-30', lastDay: '2025-12-31', corrected: false }],
  [{ on: '2026-06-30' }, { year: 2026, onDay: '2026-06-30', lastDay: today, corrected: false }],
  [
    { on: '2025-06-30', year: '2024' },
    { year: 2025, onDay: '2025-06-30', lastDay: '2025-12-31', corrected: false },
  ],
  [{ on: today }, { year: 2026, onDay: today, lastDay: today, corrected: false }],
  [{ on: '2026-11-23' }, { year: 2026, onDay: today, lastDay: today, corrected: true }],
  [{ on: '2026-02-30' }, { year: 2026, onDay: today, lastDay: today, corrected: true }],
  [
    { on: 'x', year: '2025' },
    { year: 2025, onDay: '2025-12-31', lastDay: '2025-12-31', corrected: true },
  ],
  [{ year: '2027' }, { year: 2026, onDay: today, lastDay: today, corrected: true }],
  [{ year: '0' }, { year: 2026, onDay: today, lastDay: today, corrected: true }],
])('%j is the moment %j', (asked, moment) => {
  expect(momentOf(asked, today)).toEqual(moment);
});

it('is said by an address that leads to the same moment', () => {
  for (const asked of [{}, { year: '2025' }, { on: '2025-06-30' }, { on: '2026-06-30' }]) {
    const moment = momentOf(asked, today);
    expect(momentOf(momentQuery(moment, today), today)).toEqual(moment);
  }
  expect(momentQuery(momentOf({}, today), today)).toEqual({});
});

it.each([
  [{}, today, false],
  [{ lead: '2026-12-01' }, '2026-12-01', false],
  [{ lead: '2025-01-01' }, '2025-01-01', false],
  [{ lead: '2027-11-23' }, '2027-11-23', false],
  [{ lead: '2027-11-24' }, today, true],
  [{ lead: '2026-13-01' }, today, true],
  [{ lead: 'tomorrow' }, today, true],
])('%j asks about leading on %s', (asked, day, wrongDay) => {
  expect(leadingOf(asked, today)).toEqual({ day, project: '', wrongDay });
});

it('keeps the name of a project as it was typed, within reason', () => {
  expect(leadingOf({ project: ' 楼道花园 ' }, today).project).toBe('楼道花园');
  expect(leadingOf({ project: '长'.repeat(200) }, today).project).toHaveLength(80);
});

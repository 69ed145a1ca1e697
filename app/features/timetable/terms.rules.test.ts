import { describe, expect, it } from 'vitest';
import { formErrors } from '#app/lib/form-answer.ts';
import { instantAt } from '#app/lib/time.ts';
import { holidaysWithin, yearsWithoutHolidays } from './holidays.rules.ts';
import type { WindowSpan } from './term-shape.ts';
import type { WindowKind } from './term-window.ts';
import { nowWords, timelineOf } from './term-words.rules.ts';
import {
  keptWindows,
  nextHalfYear,
  type PreselectHold,
  termProblems,
  usualWindows,
  windowFaults,
} from './terms.rules.ts';
import { newTermForm, termFields, termForm } from './terms.schema.ts';

const days = { startsOn: '2026-09-01', endsOn: '2027-01-31' };
const at = (day: string) => instantAt(day, '09:00').toISOString();
const window = (kind: WindowKind, from: string, to: string): WindowSpan => ({
  kind,
  opensAt: at(from),
  closesAt: at(to),
});
const fields = (...windows: WindowSpan[]) => termProblems({ ...days, windows }).map(({ field }) => field);

describe('the windows of a term', () => {
  const preselect = window('preselect', '2026-08-01', '2026-08-10');
  const selection = window('selection', '2026-08-15', '2026-09-10');
  const changes = window('add-drop', '2026-09-01', '2026-09-15');

  it('fit each other', () => {
    expect(fields(preselect, selection, changes, window('evaluation', '2027-01-01', '2027-01-31'))).toEqual(
      [],
    );
    expect(termProblems({ ...days, windows: usualWindows(days) })).toEqual([]);
    expect(fields(changes)).toEqual([]);
  });

  it('are refused beside the field that can mend them', () => {
    expect(fields()).toEqual(['selectionFrom']);
    expect(fields(preselect, selection)).toEqual(['add-dropFrom']);
    expect(fields(window('preselect', '2026-08-01', '2026-08-16'), selection, changes)).toEqual([
      'preselectTo',
    ]);
    expect(fields(window('preselect', '2026-08-01', '2026-09-02'), changes)).toEqual(['preselectTo']);
    expect(fields(selection, window('add-drop', '2026-08-14', '2026-09-15'))).toEqual(['add-dropFrom']);
    expect(fields(selection, window('add-drop', '2026-09-01', '2026-09-09'))).toEqual(['add-dropTo']);
    expect(fields(window('selection', '2026-09-10', '2026-09-10'))).toEqual(['selectionTo']);
    expect(fields(window('selection', '2025-08-15', '2026-09-10'))).toEqual(['selectionFrom']);
    expect(fields(window('selection', '2026-08-15', '2027-02-01'))).toEqual(['selectionTo']);
    expect(fields(selection, window('evaluation', '2026-08-30', '2027-01-31'))).toEqual(['evaluationFrom']);
    expect(fields(selection, window('evaluation', '2027-01-01', '2027-04-30'))).toEqual(['evaluationTo']);
    expect(termProblems({ startsOn: '2026-09-01', endsOn: '2026-09-01', windows: [] })[0]?.field).toBe(
      'endsOn',
    );
    expect(termProblems({ startsOn: '2026-09-01', endsOn: '2028-01-31', windows: [] })[0]?.field).toBe(
      'endsOn',
    );
  });

  it('that have happened stay as they were', () => {
    const now = instantAt('2026-09-05', '12:00');
    const before = [preselect, selection, changes];
    const faults = (after: WindowSpan[], preselect: PreselectHold = 'free') =>
      windowFaults(before, after, { now, preselect }).map(({ kind, why }) => `${kind} ${why}`);
    expect(faults(before)).toEqual([]);
    expect(faults([window('preselect', '2026-08-01', '2026-08-11'), selection, changes])).toEqual([
      'preselect over',
    ]);
    expect(faults([selection, changes])).toEqual(['preselect over']);
    expect(faults([preselect, window('selection', '2026-08-16', '2026-09-10'), changes])).toEqual([
      'selection begun',
    ]);
    expect(faults([preselect, changes])).toEqual(['selection begun']);
    expect(faults([preselect, window('selection', '2026-08-15', '2026-09-04'), changes])).toEqual([
      'selection past',
    ]);
    expect(faults([preselect, window('selection', '2026-08-15', '2026-09-12'), changes])).toEqual([]);
    expect(
      windowFaults([preselect], [window('preselect', '2026-08-01', '2026-08-12')], {
        now: instantAt('2026-08-05', '12:00'),
        preselect: 'fixed',
      }),
    ).toEqual([{ kind: 'preselect', why: 'drawn' }]);
    const exact = { ...selection, closesAt: '2026-09-10T01:00:30.123Z' };
    expect(keptWindows([exact], [selection])).toEqual([exact]);
  });

  it('are told in their order, with what is open now', () => {
    const now = instantAt('2026-09-05', '12:00');
    const term = { id: '', code: '', name: '', ...days, windows: [changes, selection, preselect] };
    expect(timelineOf(term, now).map(({ title, state }) => `${title} ${state}`)).toEqual([
      '预选报名 over',
      '选课 open',
      '开学 over',
      '补选和退选 open',
      '学期结束 coming',
    ]);
    expect(timelineOf(term, now)[1]?.when).toBe(
      '8月15日 周六 上午 9:00 至 9月10日 周四 上午 9:00，还剩 5 天',
    );
    expect(nowWords(term.windows, now).map(({ word, note }) => `${word}，${note}`)).toEqual([
      '选课，9月10日截止',
      '补选和退选，9月15日截止',
    ]);
    expect(nowWords(term.windows, instantAt('2026-08-12', '12:00'))).toEqual([
      { state: 'coming', word: '还没到', note: '8月15日开始选课' },
    ]);
    expect(nowWords(term.windows, instantAt('2026-10-12', '12:00'))[0]?.state).toBe('over');
    expect(nowWords([], now)[0]?.word).toBe('还没有定时间');
  });
});

describe('the next term', () => {
  it('is the half-year after the newest', () => {
    expect(nextHalfYear({ startsOn: '2026-09-01', endsOn: '2027-01-31' }, '2026-11-22')).toEqual({
      code: '2027-spring',
      name: '2027年春季学期',
      startsOn: '2027-03-01',
      endsOn: '2027-08-31',
    });
    expect(nextHalfYear({ startsOn: '2026-02-20', endsOn: '2026-09-04' }, '2026-11-22')).toMatchObject({
      code: '2026-autumn',
      startsOn: '2026-09-05',
      endsOn: '2027-02-28',
    });
    expect(nextHalfYear(null, '2026-01-10').code).toBe('2026-spring');
  });

  it('knows the statutory holidays of the years that are announced', () => {
    expect(holidaysWithin({ startsOn: '2026-09-01', endsOn: '2027-01-31' })).toEqual([
      { name: '中秋节', fromDay: '2026-09-25', toDay: '2026-09-27' },
      { name: '国庆节', fromDay: '2026-10-01', toDay: '2026-10-07' },
    ]);
    expect(yearsWithoutHolidays({ startsOn: '2026-09-01', endsOn: '2027-01-31' })).toEqual([2027]);
    expect(yearsWithoutHolidays({ startsOn: '2026-03-01', endsOn: '2026-08-31' })).toEqual([]);
  });
});

describe('the form of a term', () => {
  const limits = { all: 6, bySchool: { senior: 3 } };
  const plan = { name: '2026年秋季学期', ...days, windows: usualWindows(days), limits, offerHours: 48 };
  const usual = termFields(plan);
  const errors = (change: Record<string, string>) => {
    const form = termForm.safeParse({ ...usual, ...change });
    return form.success ? [] : formErrors(form.error).map(({ field }) => field);
  };

  it('says what it was filled with', () => {
    expect(termForm.parse(usual)).toEqual(plan);
    expect(newTermForm.parse({ ...usual, code: '2026-autumn', holidays: 'yes' })).toEqual({
      plan: { code: '2026-autumn', ...plan },
      holidays: true,
    });
  });

  it('says where something is wrong, and never breaks on what it cannot read', () => {
    expect(errors({ selectionTo: '' })).toEqual(['selectionTo']);
    expect(errors({ evaluationFrom: '' })).toEqual(['evaluationFrom']);
    expect(errors({ selectionFrom: 'gestern', endsOn: '31.1.' })).toEqual(['endsOn', 'selectionFrom']);
    expect(errors({ selectionFrom: '2026-02-30T09:00' })).toEqual(['selectionFrom']);
    expect(errors({ 'limit-senior': '7' })).toEqual(['limit-senior']);
    expect(errors({ 'limit-senior': '' })).toEqual([]);
    expect(errors({ limit: '0', offerHours: 'x' })).toEqual(['limit', 'offerHours']);
    expect(errors({ preselectFrom: '', preselectTo: '' })).toEqual([]);
    expect(newTermForm.safeParse({ ...usual, code: 'Herbst 26' }).success).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { pointsOf, readMarks } from './rubric.rules.ts';
import { taskForm } from './task.schema.ts';
import { isLate, mayWrite, missingInWork, workStates } from './work.rules.ts';

const criteria = [
  { label: '做了', words: '', points: 60 },
  { label: '写清楚', words: '', points: 40 },
];

it('adds up whole points within what each criterion can bring', () => {
  expect(pointsOf(criteria)).toBe(100);
  expect(readMarks(criteria, ['60', ' 0 '], { mayBeEmpty: false })).toMatchObject({ ok: true, score: 60 });
});

it.each(['61', '-1', '1.5', '1e1', 'x', ''])('does not take %j for points out of 60', (points) => {
  const marking = readMarks(criteria, [points, '10'], { mayBeEmpty: false });
  expect(marking).toMatchObject({ ok: false, problems: [{ index: 0 }] });
});

it('may leave points out when work is returned, but not write nonsense', () => {
  expect(readMarks(criteria, ['', '30'], { mayBeEmpty: true })).toEqual({
    ok: true,
    marks: [{ label: '写清楚', points: 30, of: 40 }],
    score: 30,
  });
  expect(readMarks(criteria, ['x'], { mayBeEmpty: true }).ok).toBe(false);
});

it('lets write before the first version, in a draft and after a return', () => {
  expect([null, ...workStates].filter(mayWrite)).toEqual([null, 'draft', 'returned']);
});

it('says what is missing before work is handed in', () => {
  const fields = (body: string, fileCount: number, wish: 'none' | 'welcome' | 'needed') =>
    missingInWork({ body, fileCount, wish }).map(({ field }) => field);
  expect(fields('做了', 0, 'welcome')).toEqual([]);
  expect(fields(' ', 0, 'welcome')).toEqual(['body']);
  expect(fields('', 1, 'needed')).toEqual([]);
  expect(fields('做了', 0, 'needed')).toEqual(['file']);
});

it('is late from the day after, by the academy’s calendar', () => {
  expect(isLate('2026-11-22', '2026-11-22T15:59:59.000Z')).toBe(false);
  expect(isLate('2026-11-22', '2026-11-22T16:00:00.000Z')).toBe(true);
  expect(isLate(null, '2099-01-01T00:00:00.000Z')).toBe(false);
});

const form = {
  kind: 'practice',
  title: '回去做一件事',
  instructions: '用一次课上的方法。',
  files: 'welcome',
  passMark: '60',
  label1: '做了',
  points1: '60',
  label3: '写清楚',
  words3: '看得懂',
  points3: '40',
};

it('reads a task with its rubric, empty lines left out', () => {
  expect(taskForm.parse(form)).toMatchObject({ criteria: [criteria[0], { words: '看得懂' }], dueOn: null });
});

it.each([
  [{ passMark: '101' }, 'passMark'],
  [{ points1: '0' }, 'points1'],
  [{ label1: '' }, 'label1'],
  [{ label3: '做了' }, 'label2'],
  [{ label1: '', points1: '', label3: '', words3: '', points3: '' }, 'label1'],
  [{ dueOn: '明天' }, 'dueOn'],
])('refuses a task with %j at %s', (change, field) => {
  const parsed = taskForm.safeParse({ ...form, ...change });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field);
});

import { expect, it } from 'vitest';
import { type AttendanceState, countsAsPresent, mayComplete } from './attendance.rules.ts';

const meetings = (present: number, absent: number, unmarked = 0) =>
  [
    ...Array<AttendanceState>(present).fill('present'),
    ...Array<AttendanceState>(absent).fill('absent'),
    ...Array<null>(unmarked).fill(null),
  ].map((state, index) => ({ meetingId: String(index), state }));

it.each([
  [6 / 7, 6, 1, true],
  [6 / 7, 5, 2, false],
  [6 / 7, 12, 2, true],
  [6 / 7, 11, 3, false],
  [6 / 7, 42, 7, true],
  [0.7, 7, 3, true],
  [0.7, 6, 4, false],
  [0.7, 21, 9, true],
  [0.7, 1, 0, true],
  [0.7, 2, 1, false],
  [1, 3, 0, true],
  [1, 2, 1, false],
  [0, 0, 2, true],
])('share %d with %d of them attended and %d not', (share, present, absent, enough) => {
  expect(mayComplete(meetings(present, absent), share)).toBe(enough);
});

it('waits for the last list, and for a first meeting', () => {
  expect(mayComplete(meetings(9, 0, 1), 0.7)).toBe(false);
  expect(mayComplete([], 0)).toBe(false);
});

it('counts who came late, left early or made up for it, not who was away', () => {
  const states = ['present', 'late', 'early', 'made-up', 'leave', 'absent'] as const;
  expect(states.filter(countsAsPresent)).toEqual(['present', 'late', 'early', 'made-up']);
});

/**
 * When attendance is enough. Sources: leave beyond 1/7 of the hours means no completion for cadre classes (干部教育培训工作条例
 * 2023); certificates at 70 % of the meetings at 老年学校 (practice of several colleges). The share is data of the requirement.
 */
export const attendanceStates = ['present', 'late', 'early', 'leave', 'absent', 'made-up'] as const;
export type AttendanceState = (typeof attendanceStates)[number];
export const attendanceNames: Record<AttendanceState, string> = {
  present: '出勤',
  late: '迟到',
  early: '早退',
  leave: '请假',
  absent: '缺勤',
  'made-up': '补课',
};

/** What a teacher's list says; 补课 comes only from a make-up that is done. */
export const markedStates = ['present', 'late', 'early', 'leave', 'absent'] as const;
export type MarkedState = (typeof markedStates)[number];

export interface MarkedMeeting {
  meetingId: string;
  state: AttendanceState | null;
}

/** Being late or leaving early is still being there. */
export function wasThere(state: AttendanceState | null): boolean {
  return state === 'present' || state === 'late' || state === 'early';
}

/** Whoever was not there, excused or not, may make it up. */
export function wasMissed(state: AttendanceState | null): state is 'absent' | 'leave' {
  return state === 'absent' || state === 'leave';
}

/** A made-up meeting counts for completion as an attended one. */
export function countsAsPresent(state: AttendanceState): boolean {
  return wasThere(state) || state === 'made-up';
}

/** How many of some meetings are the share (0–1) that must be attended. */
export function neededMeetings(meetings: number, share: number): number {
  return Math.ceil(meetings * share - 1e-9);
}

/** True when every meeting is marked and the share of those attended is at least `share` (0–1). */
export function mayComplete(meetings: readonly MarkedMeeting[], share: number): boolean {
  if (meetings.length === 0 || meetings.some(({ state }) => state === null)) return false;
  const present = meetings.filter(({ state }) => state !== null && countsAsPresent(state)).length;
  return present >= neededMeetings(meetings.length, share);
}

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

export interface MarkedMeeting {
  meetingId: string;
  state: AttendanceState | null;
}

/** Being late or leaving early is still being there; a made-up meeting counts for completion. */
export function countsAsPresent(state: AttendanceState): boolean {
  return state === 'present' || state === 'late' || state === 'early' || state === 'made-up';
}

/** True when every meeting is marked and the share of those attended is at least `share` (0–1). */
export function mayComplete(meetings: readonly MarkedMeeting[], share: number): boolean {
  if (meetings.length === 0 || meetings.some(({ state }) => state === null)) return false;
  const present = meetings.filter(({ state }) => state !== null && countsAsPresent(state)).length;
  return present >= Math.ceil(meetings.length * share - 1e-9);
}

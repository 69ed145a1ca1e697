import {
  type AttendanceState,
  attendanceNames,
  wasMissed,
} from '#app/features/attendance/attendance.rules.ts';
import { Status, type StatusTone } from '#app/ui/status.tsx';

/** What the list of a meeting says of a learner, the same mark wherever a learner sees it. */
export function AttendanceMark({ state }: { state: AttendanceState }) {
  return <Status tone={toneOf(state)}>{attendanceNames[state]}</Status>;
}

function toneOf(state: AttendanceState): StatusTone {
  if (state === 'absent') return 'attention';
  return wasMissed(state) ? 'neutral' : 'done';
}

import type { MarkedState } from '#app/features/attendance/attendance.rules.ts';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { plusMinutes } from './calendar.ts';
import { type Fate, fateOf, type Learner } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import type { Loading } from './world.ts';

/**
 * Marks the meetings that have been, from the teacher's list. Of a section that still runs the newest list is left for the
 * teacher to mark.
 */
export async function markMeetings(
  loading: Loading,
  section: PlannedSection,
  learners: readonly Learner[],
  actor: Actor,
): Promise<void> {
  const { trx, now } = loading;
  const past = section.meetings.filter(({ endsAt }) => endsAt < now);
  const marked = section.plan.phase === 'running' ? past.slice(0, -1) : past;
  for (const meeting of marked) {
    const number = section.meetings.indexOf(meeting) + 1;
    const missing = section.plan.missed.find((one) => one.meeting === number)?.who ?? [];
    const marks = learners.map(({ personId }, index) => ({
      personId,
      state: missing.includes(index) ? 'absent' : stateOf(loading, fateOf(section, index)),
    }));
    await markAttendance(trx, {
      actor,
      sectionId: section.id,
      meetingId: meeting.id,
      marks,
      now: plusMinutes(meeting.endsAt, 10),
    });
  }
}

function stateOf({ random }: Loading, fate: Fate): MarkedState {
  if (fate === 'A') return random.next() < 0.4 ? 'leave' : 'absent';
  const chance = random.next();
  if (chance < 0.06) return 'late';
  return chance < 0.09 ? 'early' : 'present';
}

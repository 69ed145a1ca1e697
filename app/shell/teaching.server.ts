import { assistedIn } from '#app/features/assisting/class-list.server.ts';
import { makeUpsIn } from '#app/features/attendance/make-ups.server.ts';
import { attendanceOf } from '#app/features/attendance/marks.server.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { appraisalsOf, rubric } from '#app/features/evaluation/appraisals.server.ts';
import { sectionFeedback } from '#app/features/evaluation/feedback.server.ts';
import { exercisesForMeetings } from '#app/features/exercises/meeting-exercises.server.ts';
import type { Seating } from '#app/features/formation/formation-shape.ts';
import { seatingsOf } from '#app/features/formation/reading.server.ts';
import { type Standing, standingFor } from '#app/features/making-up/standing.server.ts';
import { recordingsForMeetings } from '#app/features/recordings/meeting-recordings.server.ts';
import { rosterOf } from '#app/features/selection/reading.server.ts';
import { meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { TeachingTab } from './teaching.rules.ts';

interface Asked {
  actor: Actor;
  sectionId: string;
  tab: TeachingTab;
  meetingId: string | null;
  now: Date;
}

/** One section for whoever works in it, with what the chosen tab needs; null when it is not in their hand. */
export async function sectionDesk(db: Db, { actor, sectionId, tab, meetingId, now }: Asked) {
  const section = await sectionInHand(db, { actor, sectionId });
  if (!section) return null;
  const roster = await rosterOf(db, sectionId);
  const [
    toMark,
    marks,
    { standingMeetings, ...makeUp },
    appraisals,
    requirements,
    feedback,
    seatings,
    assisted,
  ] = await Promise.all([
    tab === 'attendance' ? meetingsOf(db, [sectionId]) : [],
    tab === 'attendance' || tab === 'make-up' ? attendanceOf(db, sectionId) : [],
    makeUpOf(db, { sectionId, tab }),
    tab === 'appraisal' ? appraisalsOf(db, { sectionId }) : [],
    tab === 'roster'
      ? requirementsOf(
          db,
          roster.map(({ enrolmentId }) => enrolmentId),
        )
      : [],
    tab === 'feedback' ? sectionFeedback(db, sectionId) : null,
    tab === 'roster' ? seatingsOf(db, sectionId) : new Map<string, Seating>(),
    tab === 'roster' ? assistedIn(db, sectionId) : {},
  ]);
  const meetings = [...toMark, ...standingMeetings].filter(
    ({ cancelledBecause }) => cancelledBecause === null,
  );
  const at = now.toISOString();
  // The meeting to mark: the one asked for, else the newest that has begun, else the first.
  const meeting =
    meetings.find(({ id }) => id === meetingId) ??
    meetings.filter(({ startsAt }) => startsAt <= at).at(-1) ??
    meetings[0] ??
    null;
  return {
    section,
    roster,
    assisted,
    meetings,
    marks,
    ...makeUp,
    appraisals,
    feedback,
    meeting,
    rubric,
    progress: progressOf(requirements),
    seatings: Object.fromEntries(seatings),
  };
}

/** Who makes up what, for the list and for its own tab; there also what can stand for a meeting. */
async function makeUpOf(db: Db, { sectionId, tab }: Pick<Asked, 'sectionId' | 'tab'>) {
  const own = tab === 'make-up';
  const [makeUps, recordings, exercises, { meetings: standingMeetings, standing }] = await Promise.all([
    own || tab === 'roster' ? makeUpsIn(db, sectionId) : [],
    own ? recordingsForMeetings(db, sectionId) : [],
    own ? exercisesForMeetings(db, sectionId) : [],
    own ? standingFor(db, sectionId) : { meetings: [], standing: new Map<string, Standing>() },
  ]);
  return {
    makeUps,
    recordings,
    exercises,
    standingMeetings,
    standing: Object.fromEntries(standing),
  };
}

/** How many of how many requirements, by enrolment. Whether somebody has evaluated is theirs alone: it is not counted here. */
function progressOf(
  requirements: readonly { enrolmentId: string; kind: string; metAt: string | null }[],
): Record<string, { met: number; all: number }> {
  const progress: Record<string, { met: number; all: number }> = {};
  for (const { enrolmentId, kind, metAt } of requirements) {
    if (kind === 'evaluate') continue;
    const one = progress[enrolmentId] ?? { met: 0, all: 0 };
    progress[enrolmentId] = { met: one.met + (metAt ? 1 : 0), all: one.all + 1 };
  }
  return progress;
}

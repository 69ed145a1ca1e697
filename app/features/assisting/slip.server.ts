import { applicationIn } from '#app/features/rounds/applications.server.ts';
import { applyingNow } from '#app/features/rounds/applying-now.server.ts';
import { enrolmentsOf, waitingOf } from '#app/features/selection/reading.server.ts';
import { dateLines, whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import { type Meeting, meetingsOf } from '#app/features/timetable/meetings.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Deed, deedsFor } from './deeds.server.ts';
import { standingDeed } from './desk.server.ts';
import { type AssistedPerson, assistedPerson } from './people.server.ts';

/** One class on the slip: when and where in words, and who chose it if a liaison did. */
export interface SlipClass {
  sectionId: string;
  courseTitle: string;
  sectionTitle: string;
  teacherName: string | null;
  when: string;
  dates: string[];
  places: string[];
  deed: Deed | null;
}

export interface Slip {
  person: AssistedPerson;
  /** What they applied for in the draw that takes applications now. */
  applied: { roundName: string; termName: string; closesAt: string | null; ticket: string } | null;
  classes: SlipClass[];
  waiting: { entryId: string; courseTitle: string; sectionTitle: string; position: number }[];
}

/** What somebody who reads no screen takes home; null out of the liaison's scope. Seven statements. */
export async function slipOf(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<Slip | null> {
  const person = await assistedPerson(db, { actor, personId, now });
  if (!person) return null;
  const running = (await enrolmentsOf(db, personId)).filter(({ state }) => state === 'running');
  const waiting = await waitingOf(db, personId);
  const deeds = await deedsFor(db, personId);
  const applied = await appliedNow(db, { personId, now });
  const meetings = await meetingsOf(
    db,
    running.map(({ sectionId }) => sectionId),
  );
  return {
    person,
    applied,
    classes: running.map((enrolment) => ({
      sectionId: enrolment.sectionId,
      courseTitle: enrolment.courseTitle,
      sectionTitle: sectionName(enrolment.sectionTitle),
      teacherName: enrolment.teacherName,
      ...whenAndWhere(
        meetings.filter(({ sectionId }) => sectionId === enrolment.sectionId),
        enrolment.endsOn,
      ),
      deed: standingDeed(deeds, enrolment.sectionId, 'enrolled'),
    })),
    waiting: waiting.map(({ entryId, courseTitle, sectionTitle, position }) => ({
      ...{ entryId, courseTitle, position },
      sectionTitle: sectionName(sectionTitle),
    })),
  };
}

async function appliedNow(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<Slip['applied']> {
  const round = await applyingNow(db, now);
  const application = round && (await applicationIn(db, { roundId: round.id, personId }));
  if (!application) return null;
  const { name: roundName, termName, closesAt } = round;
  return { roundName, termName, closesAt, ticket: application.ticket };
}

function whenAndWhere(meetings: readonly Meeting[], endsOn: string) {
  const span = { count: meetings.length, starts: meetings.map(({ startsAt }) => startsAt) };
  const places = meetings.flatMap(({ venueName, venueAddress }) =>
    venueName ? [venueAddress ? `${venueName}（${venueAddress}）` : venueName] : [],
  );
  return { when: whenWords(span, endsOn), dates: dateLines(span), places: [...new Set(places)] };
}

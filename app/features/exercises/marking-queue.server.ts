import { sectionWithin, type WorkReach } from '#app/features/timetable/work-reach.server.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';

/** A handed-in attempt with files that nobody has looked at yet. */
export interface WaitingAttempt {
  id: string;
  exerciseTitle: string;
  personName: string;
  sectionTitle: string;
  number: number;
  since: string;
}

interface Whose {
  reach: WorkReach;
  /** The reader, whose own attempts are left out. */
  personId: string | null;
}

type Asked = Whose & Part & { pageSize: number };

/** Attempts are counted no further than this. */
const MOST_COUNTED = 1_000;

/** A page of the attempts that wait to be looked at, the one that waits longest first. Two statements. */
export async function markingQueue(
  db: Db,
  asked: Asked,
): Promise<{ attempts: WaitingAttempt[]; total: number }> {
  const all = waiting(db, asked)
    .innerJoin('exercise', 'exercise.id', 'attempt.exercise_id')
    .innerJoin('person', 'person.id', 'attempt.person_id')
    .select(['attempt.id', 'attempt.number', 'attempt_marking.since', 'exercise.title as exerciseTitle'])
    .select(['person.name', 'section.title as sectionTitle']);
  const order = [
    ['attempt_marking.since', 'asc'],
    ['attempt_marking.attempt_id', 'asc'],
  ] as const;
  const rows = await partOf(all, { ...asked, order }).execute();
  const attempts = rows.map(({ name, ...row }) => ({ ...row, personName: name }));
  return { attempts, total: asked.page === undefined ? 0 : await countToMark(db, asked) };
}

/** How many attempts wait to be looked at, up to a thousand. One statement. */
export async function countToMark(db: Db, asked: Whose): Promise<number> {
  const { total } = await db
    .selectFrom(waiting(db, asked).select('attempt.id').limit(MOST_COUNTED).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function waiting(db: Db, { reach, personId }: Whose) {
  return db
    .selectFrom('attempt_marking')
    .innerJoin('section', 'section.id', 'attempt_marking.section_id')
    .innerJoin('attempt', 'attempt.id', 'attempt_marking.attempt_id')
    .innerJoin('enrolment', 'enrolment.id', 'attempt.enrolment_id')
    .where('attempt_marking.waiting', '=', 1)
    .where('attempt.person_id', '!=', personId ?? '')
    .where('enrolment.active', '=', 1)
    .where(sectionWithin(reach));
}

import { sectionWithin, type WorkReach } from '#app/features/timetable/work-reach.server.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { WorkState } from './work.rules.ts';

export interface QueuedWork {
  id: string;
  taskTitle: string;
  personName: string;
  sectionTitle: string;
  number: number;
  dueOn: string | null;
  submittedAt: string;
}

interface Whose {
  reach: WorkReach;
  /** The reader, whose own work is left out. */
  personId: string | null;
}

interface Which extends Whose {
  state: Exclude<WorkState, 'draft'>;
  sectionId: string | null;
}

type Asked = Which & Part & { pageSize: number };

/** Work is counted no further than this. */
const MOST_COUNTED = 1_000;

/** A page of the work in one state: of what waits the one that waits longest first, of what was judged the newest. Two statements. */
export async function workQueue(db: Db, asked: Asked): Promise<{ works: QueuedWork[]; total: number }> {
  const direction = asked.state === 'handed-in' ? 'asc' : 'desc';
  const all = queued(db, asked)
    .innerJoin('task', 'task.id', 'submission.task_id')
    .innerJoin('person', 'person.id', 'submission.person_id')
    .select(['submission.id', 'number', 'submitted_at', 'task.title as taskTitle', 'task.due_on'])
    .select(['person.name', 'section.title as sectionTitle']);
  const order = [
    ['submission.submitted_at', direction],
    ['submission.id', direction],
  ] as const;
  const rows = await partOf(all, { ...asked, order }).execute();
  const works = rows.map((row) => ({
    id: row.id,
    taskTitle: row.taskTitle,
    personName: row.name,
    sectionTitle: row.sectionTitle,
    number: row.number,
    dueOn: row.due_on,
    submittedAt: row.submitted_at ?? '',
  }));
  return { works, total: asked.page === undefined ? 0 : await countQueued(db, asked) };
}

/** How much handed-in work waits to be judged, up to a thousand. One statement. */
export async function countToJudge(db: Db, whose: Whose): Promise<number> {
  return countQueued(db, { ...whose, state: 'handed-in', sectionId: null });
}

async function countQueued(db: Db, which: Which): Promise<number> {
  const { total } = await db
    .selectFrom(queued(db, which).select('submission.id').limit(MOST_COUNTED).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function queued(db: Db, { reach, state, sectionId, personId }: Which) {
  return db
    .selectFrom('submission')
    .innerJoin('section', 'section.id', 'submission.section_id')
    .innerJoin('enrolment', 'enrolment.id', 'submission.enrolment_id')
    .where('submission.state', '=', state)
    .where('submission.person_id', '!=', personId ?? '')
    .where('enrolment.active', '=', 1)
    .where(sectionWithin(reach))
    .$if(sectionId !== null, (query) => query.where('submission.section_id', '=', sectionId ?? ''));
}

const MOST_SECTIONS = 200;

/** The sections with work that waits, to choose one of, by title. One statement. */
export async function sectionsWaiting(db: Db, reach: WorkReach): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('submission')
    .innerJoin('section', 'section.id', 'submission.section_id')
    .select(['section.id', 'section.title'])
    .distinct()
    .where('submission.state', '=', 'handed-in')
    .where(sectionWithin(reach))
    .orderBy('section.title')
    .limit(MOST_SECTIONS)
    .execute();
}

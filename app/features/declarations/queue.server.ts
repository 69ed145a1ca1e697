import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import { answerWithin } from './answer-within.rules.ts';
import { policy } from './declarable.rules.ts';
import type { DeclarationState, QueueState } from './states.rules.ts';

export interface QueuedDeclaration {
  id: string;
  title: string;
  personName: string;
  category: string;
  activity: string;
  state: DeclarationState;
  sentAt: string;
  occurredOn: string;
  /** The day by which it should be answered, and whether that has passed; only of what waits for a reviewer. */
  answerBy: string | null;
  overdue: boolean;
}

interface Which {
  state: QueueState;
  /** One category, or all. */
  category: string | null;
  reach: Reach;
}

const PAGE_SIZE = 20;
/** Counted no further than this. */
const MOST_COUNTED = 1_000;

/** A page of declarations of people within reach in one state: of what waits the one that waits longest first, of the rest the newest. Two statements. */
export async function reviewQueue(
  db: Db,
  { now, ...which }: Which & { now: Date } & Part,
): Promise<{ declarations: QueuedDeclaration[]; total: number; pageSize: number }> {
  const direction = which.state === 'waiting' || which.state === 'objected' ? 'asc' : 'desc';
  const shown = partOf(queued(db, which).select('declaration.id'), {
    ...which,
    order: [
      ['declaration.sent_at', direction],
      ['declaration.id', direction],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await db
    .selectFrom('declaration')
    .innerJoin(shown.as('shown'), 'shown.id', 'declaration.id')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .select([
      'declaration.id',
      'title',
      'person.name',
      'category',
      'activity',
      'state',
      'sent_at',
      'occurred_on',
    ])
    .orderBy('sent_at', direction)
    .orderBy('declaration.id', direction)
    .execute();
  const declarations = rows.map((row) => ({
    id: row.id,
    title: row.title,
    personName: row.name,
    category: row.category,
    activity: row.activity,
    state: row.state as DeclarationState,
    sentAt: row.sent_at ?? '',
    occurredOn: row.occurred_on,
    ...answerOf(which.state, row.sent_at, now),
  }));
  const total = which.page === undefined ? 0 : await counted(db, which);
  return { declarations, total, pageSize: PAGE_SIZE };
}

const answerOf = (state: QueueState, sentAt: string | null, now: Date) =>
  answerWithin(state === 'waiting' ? sentAt : null, policy.reviewWithinWorkingDays, now);

async function counted(db: Db, which: Which): Promise<number> {
  const { total } = await db
    .selectFrom(queued(db, which).select('declaration.id').limit(MOST_COUNTED).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function queued(db: Db, { state, category, reach }: Which) {
  return db
    .selectFrom('declaration')
    .where('declaration.state', '=', state)
    .$if(category !== null, (query) => query.where('declaration.category', '=', category ?? ''))
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('declaration.person_id', 'in', peopleReached(db, reach)),
    );
}

/** What waits for a reviewer, up to a thousand of each, and whether the first of them is late. One statement. */
export async function waitingForReview(
  db: Db,
  { reach, now }: { reach: Reach; now: Date },
): Promise<{ waiting: number; objected: number; overdue: boolean }> {
  const of = (state: QueueState) => queued(db, { state, category: null, reach });
  const row = await db
    .selectNoFrom(({ selectFrom, fn }) => [
      selectFrom(of('waiting').select('declaration.id').limit(MOST_COUNTED).as('some'))
        .select(fn.countAll<number>().as('n'))
        .as('waiting'),
      selectFrom(of('objected').select('declaration.id').limit(MOST_COUNTED).as('some'))
        .select(fn.countAll<number>().as('n'))
        .as('objected'),
      of('waiting').select('declaration.sent_at').orderBy('declaration.sent_at').limit(1).as('since'),
    ])
    .executeTakeFirstOrThrow();
  const { overdue } = answerOf('waiting', row.since, now);
  return { waiting: Number(row.waiting), objected: Number(row.objected), overdue };
}

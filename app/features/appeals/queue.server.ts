import { answerWithin } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { MOST_WAITING, waitingOf } from '#app/features/identity/waiting.server.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { AppealState } from './appeals.rules.ts';

export interface QueuedAppeal {
  id: string;
  title: string;
  personName: string;
  subject: 'declaration' | 'entry';
  raisedAt: string;
  /** The day by which it should be answered; only of what waits. */
  answerBy: string | null;
  overdue: boolean;
}

const PAGE_SIZE = 20;

/** A page of the appeals of people within reach in one state: of what waits the one that waits longest first, of the rest the newest. Two statements. */
export async function appealQueue(
  db: Db,
  { state, reach, now, ...part }: { state: AppealState; reach: Reach; now: Date } & Part,
): Promise<{ appeals: QueuedAppeal[]; total: number; pageSize: number }> {
  const direction = state === 'waiting' ? 'asc' : 'desc';
  const shown = partOf(queued(db, state, reach).select('appeal.id'), {
    ...part,
    order: [
      ['appeal.raised_at', direction],
      ['appeal.id', direction],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await db
    .selectFrom('appeal')
    .innerJoin(shown.as('shown'), 'shown.id', 'appeal.id')
    .innerJoin('person', 'person.id', 'appeal.person_id')
    .select(['appeal.id', 'title', 'person.name', 'subject', 'raised_at'])
    .orderBy('raised_at', direction)
    .orderBy('appeal.id', direction)
    .execute();
  const appeals = rows.map(({ id, title, name, subject, raised_at: raisedAt }) => ({
    ...{ id, title, personName: name, subject: subject as QueuedAppeal['subject'], raisedAt },
    ...answerOf(state, raisedAt, now),
  }));
  const total = part.page === undefined ? 0 : await counted(db, state, reach);
  return { appeals, total, pageSize: PAGE_SIZE };
}

const answerOf = (state: AppealState, raisedAt: string | null, now: Date) =>
  answerWithin(state === 'waiting' ? raisedAt : null, policy.appealAnswerWithinWorkingDays, now);

function queued(db: Db, state: AppealState, reach: Reach) {
  return db
    .selectFrom('appeal')
    .where('state', '=', state)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)));
}

async function counted(db: Db, state: AppealState, reach: Reach): Promise<number> {
  const some = queued(db, state, reach).select('id').limit(MOST_WAITING);
  const { total } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** How many appeals wait, up to a thousand, and whether the first of them is late. One statement. */
export async function waitingAppeals(
  db: Db,
  { reach, now }: { reach: Reach; now: Date },
): Promise<{ waiting: number; overdue: boolean }> {
  const rows = queued(db, 'waiting', reach)
    .select('raised_at as since')
    .orderBy('raised_at')
    .limit(MOST_WAITING);
  const { waiting, since } = await waitingOf(db, rows);
  return { waiting, overdue: answerOf('waiting', since, now).overdue };
}

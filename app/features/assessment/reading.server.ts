import { catchingUpOf } from '#app/features/credits/promotions.server.ts';
import { writeJournal, writeJournalLines } from '#app/features/journal/journal.server.ts';
import { readingsOf } from '#app/features/journal/readings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedYear } from './frozen-view.server.ts';
import { leadershipCheck } from './leadership.server.ts';
import type { Moment } from './moment.rules.ts';
import { reaches } from './scope.server.ts';
import { personRecord, yearStatement } from './statement.server.ts';

/** In which way somebody's statement was read; each is noted where the person sees it. */
export const readingWays = {
  'statement.read': '打开查阅',
  'statement.exported': '导出 Excel',
  'statement.printed': '打印（PDF）',
} as const;
export type ReadingWay = keyof typeof readingWays;

const MOST_SHOWN = 20;

/**
 * The statement of a year of somebody who belonged to the assessor's scope on the day, the frozen one of a closed year, with what is to be
 * made up after a promotion on that day; null when they did not. The reading is noted where the person sees it. Source: domain model §6.10, 组织查阅 (logged).
 */
export async function readStatement(
  db: Db,
  {
    actor,
    personId,
    moment,
    leading,
    now,
  }: { actor: Actor; personId: string; moment: Moment; leading: { day: string; project: string }; now: Date },
) {
  const { year, onDay, lastDay } = moment;
  const record = await personRecord(db, { personId, year, today: lastDay, also: leading.day });
  if (!record || !reaches(actor, record.posts, onDay)) return null;
  const closed = await closedYear(db, { personId, year });
  const known = new Map(closed ? [[year, closed.holds]] : []);
  const [statement, leadership, catching] = await Promise.all([
    closed?.view.statement ?? yearStatement(db, { record, year, today: lastDay, onDay, now }),
    leadershipCheck(db, { record, day: leading.day, known }),
    catchingUpOf(db, { ...record, day: onDay }),
  ]);
  const detail = { year, ...(onDay === lastDay ? {} : { on: onDay }), ...asked(leading) };
  const subject = { subjectType: 'person', subjectId: personId };
  await writeJournal(db, { actor, action: 'statement.read' satisfies ReadingWay, ...subject, detail, now });
  return { statement, leadership, catching };
}

const asked = ({ day, project }: { day: string; project: string }) =>
  project ? { leadingOn: day, project } : {};

/** Notes for everybody in a file that it was made: once it has left, they have been read. In batches, each whole or not at all. */
export async function noteReadings(
  db: Db,
  {
    actor,
    personIds,
    way,
    moment: { year, onDay },
    now,
  }: {
    actor: Actor;
    personIds: readonly string[];
    way: ReadingWay;
    moment: Pick<Moment, 'year' | 'onDay'>;
    now: Date;
  },
): Promise<void> {
  const detail = { year, on: onDay };
  const lines = personIds.map((subjectId) => ({
    ...{ actor, action: way, subjectType: 'person', subjectId, detail, now },
  }));
  await inTransaction(db, (trx) => writeJournalLines(trx, lines));
}

/** Who has read somebody's statements in which way, newest first. */
export async function statementReadings(db: Db, personId: string) {
  const actions = Object.keys(readingWays);
  const found = await readingsOf(db, {
    subjectType: 'person',
    subjectId: personId,
    actions,
    limit: MOST_SHOWN,
  });
  return found.map(({ action, ...reading }) => ({ ...reading, way: readingWays[action as ReadingWay] }));
}

import { catchingUpOf } from '#app/features/credits/promotions.server.ts';
import { writeJournal, writeJournalLines } from '#app/features/journal/journal.server.ts';
import { doneSince, readingsOf } from '#app/features/journal/readings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedYear, onAnotherDay } from './frozen-view.server.ts';
import { leadershipCheck } from './leadership.server.ts';
import type { Moment } from './moment.rules.ts';
import { reaches } from './scope.server.ts';
import { personRecord, yearStatement } from './statement.server.ts';

/** In which way somebody's statement was read; each is noted where the person sees it. */
export const readingWays = {
  'statement.read': '打开查阅',
  'statement.exported': '导出 Excel',
  'statement.printed': '打印（PDF）',
  'statement.listed': '在名单里看到结果和学分（每个年度一天记一次）',
  'leadership.read': '打开领办豁免，对照要求',
} as const;
export type ReadingWay = keyof typeof readingWays;

const MOST_SHOWN = 20;
const MOST_LISTINGS = 5;

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
    closed
      ? onAnotherDay(closed.view.statement, record, moment)
      : yearStatement(db, { record, year, today: lastDay, onDay, now }),
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

/**
 * Notes that people were seen in a list with their results of a year: once a day for each of them, each year and whoever looks. What this process noted today costs
 * no statement, otherwise two.
 */
export async function noteListed(
  db: Db,
  {
    actor,
    personIds,
    moment,
    now,
  }: { actor: Actor; personIds: readonly string[]; moment: Pick<Moment, 'year' | 'onDay'>; now: Date },
): Promise<void> {
  const listed = listedToday(db, dayOf(now));
  const keyOf = (personId: string) => `${actor.personId} ${personId} ${moment.year}`;
  const unknown = personIds.filter((id) => !listed.has(keyOf(id)));
  if (unknown.length === 0) return;
  const action = 'statement.listed' satisfies ReadingWay;
  const known = await doneSince(db, {
    ...{ actorId: actor.personId, action, subjectType: 'person', subjectIds: unknown, year: moment.year },
    since: instantAt(dayOf(now), '00:00'),
  });
  const fresh = unknown.filter((id) => !known.has(id));
  if (fresh.length > 0) await noteReadings(db, { actor, personIds: fresh, way: action, moment, now });
  for (const id of unknown) listed.add(keyOf(id));
}

const MOST_KNOWN = 100_000;
const kept = new WeakMap<Db, { day: string; listed: Set<string> }>();

function listedToday(db: Db, day: string): Set<string> {
  const known = kept.get(db);
  if (known && known.day === day && known.listed.size < MOST_KNOWN) return known.listed;
  const listed = new Set<string>();
  kept.set(db, { day, listed });
  return listed;
}

/** Who has read somebody's statement of a year in which way, newest first; of lists only the last few, which come daily. One statement. */
export async function statementReadings(db: Db, { personId, year }: { personId: string; year: number }) {
  const rare = Object.keys(readingWays).filter((way) => way !== 'statement.listed');
  const found = await readingsOf(db, {
    ...{ subjectType: 'person', subjectId: personId, year },
    kinds: [
      { actions: rare, limit: MOST_SHOWN },
      { actions: ['statement.listed'], limit: MOST_LISTINGS },
    ],
  });
  return found.map(({ action, ...reading }) => ({ ...reading, way: readingWays[action as ReadingWay] }));
}

import { setImmediate } from 'node:timers/promises';
import { closedStatements, leftOut, onAnotherDay } from '#app/features/assessment/frozen-view.server.ts';
import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import { personRecords, yearStatements } from '#app/features/assessment/statement.server.ts';
import { writeStatement } from '#app/features/assessment/statement-paper.server.ts';
import { checkAddress } from '#app/features/assessment/year-paper.server.ts';
import { isClosedYear } from '#app/features/closing/frozen-years.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newPaper } from '#app/lib/paper/paper.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

/** So many people are in one file: it is made while somebody waits. */
export const PEOPLE_IN_FILE = 100;
const AT_ONCE = 20;

/**
 * The statements of some people in one PDF, in the order given, the pages of each counted from 1. Everybody in it has been read, and sees
 * it: that is noted before the file is handed out. `origin`: the academy's address, under which frozen ones can be checked.
 */
export async function peoplePaper(
  db: Db,
  {
    actor,
    personIds,
    moment,
    origin,
    now,
  }: { actor: Actor; personIds: readonly string[]; moment: Moment; origin: string; now: Date },
): Promise<Uint8Array> {
  const { year, lastDay, onDay } = moment;
  const footer = `${year} 年度学分情况表　${actor.name} ${formatMoment(now)}打印`;
  const paper = newPaper({
    title: `${year} 年度学分情况表`,
    author: '社区学院',
    at: now.toISOString(),
    footer,
  });
  const isClosed = await isClosedYear(db, year);
  let isFirst = true;
  for (let at = 0; at < personIds.length; at += AT_ONCE) {
    const some = personIds.slice(at, at + AT_ONCE);
    const [records, closed] = await Promise.all([
      personRecords(db, { personIds: some, year, today: lastDay }),
      closedStatements(db, { personIds: some, year }),
    ]);
    const recordOf = new Map(records.map((record) => [record.personId, record]));
    for (const statement of await yearStatements(db, { records, year, today: lastDay, onDay, now })) {
      if (!isFirst) paper.nextDocument();
      isFirst = false;
      const frozen = closed.get(statement.personId);
      const record = recordOf.get(statement.personId);
      const open = isClosed ? leftOut(statement) : statement;
      const sheet: SheetView = frozen && record ? onAnotherDay(frozen, record, moment) : open;
      writeStatement(paper, sheet, checkAddress(origin, sheet));
      await setImmediate(); // whoever else asks comes in between
    }
  }
  await noteReadings(db, { actor, personIds, way: 'statement.printed', moment, now });
  return paper.bytes();
}

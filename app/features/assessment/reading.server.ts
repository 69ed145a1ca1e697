import { catchingUpOf } from '#app/features/credits/promotions.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { readingsOf } from '#app/features/journal/readings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { reaches } from './scope.server.ts';
import { leadershipCheck, personRecord, yearStatement } from './statement.server.ts';

const READ = 'statement.read';
const MOST_SHOWN = 20;

/**
 * This year's statement of somebody in the assessor's scope, with the rules for leading a project and what is to be made up after a promotion; null when they are not in
 * it. The reading is noted where the person sees it. Source: domain model §6.10, 组织查阅 (logged).
 */
export async function readStatement(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
) {
  const today = dayOf(now);
  const year = yearOf(now);
  const record = await personRecord(db, { personId, year, today });
  if (!record || !reaches(actor, record.posts, today)) return null;
  const [statement, leadership, catching] = await Promise.all([
    yearStatement(db, { record, year, today, now }),
    leadershipCheck(db, { record, day: today }),
    catchingUpOf(db, { ...record, day: today }),
  ]);
  const subject = { subjectType: 'person', subjectId: personId };
  await writeJournal(db, { actor, action: READ, ...subject, detail: { year }, now });
  return { statement, leadership, catching };
}

/** Who has read somebody's statements, newest first. */
export async function statementReadings(db: Db, personId: string) {
  return readingsOf(db, { subjectType: 'person', subjectId: personId, action: READ, limit: MOST_SHOWN });
}

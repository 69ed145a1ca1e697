import type { Db } from '#db/database.ts';
import type { AppealRow } from '#db/tables/appeals.ts';
import type { AppealState } from './appeals.rules.ts';
import { type Contested, contestedIn, type Subject } from './subjects.server.ts';

export interface Appeal {
  id: string;
  state: AppealState;
  against: number;
  words: string;
  raisedAt: string;
  decision: { words: string; at: string; entryId: string | null } | null;
}

/** The appeals about one subject, the newest first. One statement. */
export async function appealsAbout(db: Db, { subject, subjectId }: Subject): Promise<Appeal[]> {
  const rows = await appealRows(db)
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .orderBy('against', 'desc')
    .limit(20)
    .execute();
  return rows.map(asAppeal);
}

function appealRows(db: Db) {
  return db
    .selectFrom('appeal')
    .leftJoin('appeal_decision as decision', 'decision.appeal_id', 'appeal.id')
    .selectAll('appeal')
    .select(['decision.words as decisionWords', 'decision.at as decidedAt', 'decision.entry_id']);
}

type Row = Awaited<ReturnType<ReturnType<typeof appealRows>['execute']>>[number];

function asAppeal(row: Row): Appeal {
  const { id, against, words, raised_at: raisedAt } = row;
  const decision =
    row.decidedAt === null
      ? null
      : { words: row.decisionWords ?? '', at: row.decidedAt, entryId: row.entry_id };
  return { id, state: row.state as AppealState, against, words, raisedAt, decision };
}

/** Where one's own appeal stands: what can be appealed against until when, and what has been raised. */
export interface OwnAppeals {
  contested: Pick<Contested, 'title' | 'decision' | 'toldAt' | 'dueOn' | 'unknownYears'> | null;
  /** Against what stands now. */
  raised: Appeal | null;
  all: Appeal[];
}

/** The same for its person; null where it is not theirs. At most five statements. */
export async function ownAppeals(
  db: Db,
  { personId, ...about }: Subject & { personId: string | null },
): Promise<OwnAppeals> {
  const [contested, all] = await Promise.all([contestedIn(db, about), appealsAbout(db, about)]);
  const own = contested?.personId === personId ? contested : null;
  if (!own) return { contested: null, raised: null, all };
  const { title, decision, toldAt, dueOn, unknownYears, against } = own;
  const raised = all.find((appeal) => appeal.against === against) ?? null;
  return { contested: { title, decision, toldAt, dueOn, unknownYears }, raised, all };
}

/** One appeal as its reviewers see it, with the name of whoever raised it; null when there is none. One statement. */
export async function appealAtDesk(
  db: Db,
  appealId: string,
): Promise<(Appeal & { row: AppealRow; personName: string }) | null> {
  const found = await appealRows(db)
    .innerJoin('person', 'person.id', 'appeal.person_id')
    .select('person.name as personName')
    .where('appeal.id', '=', appealId)
    .executeTakeFirst();
  if (!found) return null;
  const { personName, decisionWords: _, decidedAt: __, entry_id: ___, ...row } = found;
  return { ...asAppeal(found), row, personName };
}

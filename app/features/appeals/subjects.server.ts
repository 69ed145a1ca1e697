import { awardsForTheSame } from '#app/features/credits/origin.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { contestableStep } from '#app/features/declarations/appealed.server.ts';
import { appealWorkingDays } from '#app/features/declarations/declarable.rules.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { appealUntil } from './appeals.rules.ts';
import { correctionsOf, remedyFor } from './remedy.rules.ts';

/** What an appeal is about: a declaration, or an entry of the ledger. */
export interface Subject {
  subject: 'declaration' | 'entry';
  subjectId: string;
}

/** A decision that can be appealed against. */
export interface Contested extends Subject {
  /** The step of the declaration; 0 of an entry. */
  against: number;
  personId: string;
  title: string;
  /** What was decided, in words for its reader. */
  decision: string;
  toldAt: string;
  /** The last day on which it may be raised. */
  dueOn: string;
  unknownYears: number[];
}

/** What can be appealed against of a subject; null where there is nothing, or no such thing. Whose it is, the caller checks. */
export async function contestedIn(db: Db, subject: Subject): Promise<Contested | null> {
  return subject.subject === 'declaration'
    ? contestedDeclaration(db, subject.subjectId)
    : contestedEntry(db, subject.subjectId);
}

/** Until when somebody may appeal who is told of a change in their credits now. */
export async function lastDayToAppeal(db: Db, now: Date): Promise<string> {
  const rules = await rulesIfAny(db, dayOf(now));
  return appealUntil(now.toISOString(), appealWorkingDays(rules?.rules ?? null)).dueOn;
}

async function contestedDeclaration(db: Db, declarationId: string): Promise<Contested | null> {
  const row = await declarationRow(db, declarationId);
  const step = row && (await contestableStep(db, declarationId));
  if (!row || !step) return null;
  const rules = await rulesIfAny(db, row.occurred_on);
  const decision =
    step.kind === 'granted'
      ? `认定 ${formatHundredths(step.amount ?? 0)} 学分，申报的是 ${formatHundredths(step.asked ?? 0)}。${step.words}`
      : `不予认定。${step.words}`;
  return {
    ...{ subject: 'declaration', subjectId: declarationId, against: step.step },
    ...{ personId: row.person_id, title: row.title, decision, toldAt: step.at },
    ...appealUntil(step.at, appealWorkingDays(rules?.rules ?? null)),
  };
}

/** A reversal by somebody that has not been made good since, or a correction downwards that stands. At most six statements. */
async function contestedEntry(db: Db, entryId: string): Promise<Contested | null> {
  const entry = await db
    .selectFrom('credit_entry as entry')
    .leftJoin('declaration', (join) =>
      join.onRef('declaration.id', '=', 'entry.source_id').on('entry.source_type', '=', 'declaration'),
    )
    .selectAll('entry')
    .select('declaration.state as declarationState')
    .where('entry.id', '=', entryId)
    .executeTakeFirst();
  if (!entry || !(await isContestable(db, entry))) return null;
  const rules = await rulesIfAny(db, dayOf(entry.posted_at));
  const what = entry.kind === 'reversal' ? '冲销' : '调整';
  return {
    ...{ subject: 'entry', subjectId: entryId, against: 0, personId: entry.person_id, title: entry.title },
    decision: `${what} ${formatHundredths(Math.abs(entry.amount))} 学分。理由：${entry.reason ?? '没有写'}`,
    toldAt: entry.posted_at,
    ...appealUntil(entry.posted_at, appealWorkingDays(rules?.rules ?? null)),
  };
}

/**
 * Whether there is something to put right that is to be raised about this entry: a correction is heard about what it put in the place of the
 * other, once. What fell with its declaration is appealed against there.
 */
async function isContestable(
  db: Db,
  entry: CreditEntryRow & { declarationState: string | null },
): Promise<boolean> {
  const awards = await awardsForTheSame(db, entry);
  const remedy = remedyFor(entry, awards);
  if (!remedy) return false;
  if (entry.kind === 'reversal') {
    const { declarationState } = entry;
    return remedy.removes.length === 0 && declarationState !== 'refused';
  }
  if (!remedy.removes.includes(entry.id)) return false;
  const others = correctionsOf(remedy.restores, awards).flatMap(({ id }) => (id === entry.id ? [] : id));
  return others.length === 0 || !(await isRaisedAbout(db, others));
}

async function isRaisedAbout(db: Db, entryIds: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('appeal')
    .select('id')
    .where('subject', '=', 'entry')
    .where('subject_id', 'in', entryIds)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

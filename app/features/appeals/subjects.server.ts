import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { contestableStep } from '#app/features/declarations/appealed.server.ts';
import { appealWorkingDays } from '#app/features/declarations/declarable.rules.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { appealUntil } from './appeals.rules.ts';
import { standsWhole } from './in-its-place.server.ts';

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

/** A reversal that has not been made good since, or what an adjustment left of an entry. */
async function contestedEntry(db: Db, entryId: string): Promise<Contested | null> {
  const entry = await db
    .selectFrom('credit_entry as entry')
    .leftJoin('credit_entry as later', (join) =>
      join
        .onRef('later.person_id', '=', 'entry.person_id')
        .onRef('later.source_type', '=', 'entry.source_type')
        .onRef('later.source_id', '=', 'entry.source_id')
        .onRef('later.line', '=', 'entry.line')
        .onRef('later.revision', '>', 'entry.revision'),
    )
    .leftJoin('credit_entry as undone', 'undone.reverses_id', 'entry.id')
    .leftJoin('declaration', (join) =>
      join.onRef('declaration.id', '=', 'entry.source_id').on('entry.source_type', '=', 'declaration'),
    )
    .select('declaration.state as declarationState')
    .select(['entry.id', 'entry.person_id', 'entry.title', 'entry.kind', 'entry.source_type', 'entry.amount'])
    .select('entry.source_id')
    .select(['entry.posted_at', 'entry.reason', 'later.id as laterId', 'entry.line', 'undone.id as undoneId'])
    .where('entry.id', '=', entryId)
    .limit(1)
    .executeTakeFirst();
  if (!entry || !isContestable(entry)) return null;
  if (entry.source_type === 'adjustment' && (await standsWhole(db, entry.source_id))) return null;
  const rules = await rulesIfAny(db, dayOf(entry.posted_at));
  const what = entry.kind === 'reversal' ? '冲销' : '调整';
  return {
    ...{ subject: 'entry', subjectId: entryId, against: 0, personId: entry.person_id, title: entry.title },
    decision: `${what} ${formatHundredths(entry.amount)} 学分。理由：${entry.reason ?? '没有写'}`,
    toldAt: entry.posted_at,
    ...appealUntil(entry.posted_at, appealWorkingDays(rules?.rules ?? null)),
  };
}

interface Posted {
  kind: string;
  source_type: string;
  line: string;
  laterId: string | null;
  undoneId: string | null;
  declarationState: string | null;
}

/** A reversal that was not made good, or the part that an adjustment left. What fell with its declaration is appealed against there. */
function isContestable({ kind, source_type, line, laterId, undoneId, declarationState }: Posted): boolean {
  if (kind !== 'reversal') return source_type === 'adjustment' && line === 'rest' && undoneId === null;
  return laterId === null && (declarationState === null || declarationState === 'posted');
}

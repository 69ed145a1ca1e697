import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Break } from './holidays.rules.ts';
import { termById } from './term-in-full.server.ts';
import { tellOfTerm } from './term-journal.server.ts';
import { limitRows } from './term-limits.server.ts';
import type { TermInFull, TermPlan } from './term-shape.ts';
import {
  type FieldProblem,
  keptWindows,
  type PreselectHold,
  termProblems,
  type WindowFault,
  windowFaults,
} from './terms.rules.ts';
import { createTerm, writeWindows } from './terms.server.ts';

interface Deed {
  actor: Actor;
  now: Date;
}

export type TermPlanned =
  | { ok: true; termId: string }
  | { ok: false; reason: 'code-taken' }
  | { ok: false; reason: 'misfit'; problems: FieldProblem[] };

/** Makes a term as the registrar plans it, with its breaks. Its code must be new. */
export async function planTerm(
  db: Db,
  { plan, breaks, actor, now }: Deed & { plan: TermPlan; breaks: readonly Break[] },
): Promise<TermPlanned> {
  const problems = termProblems(plan);
  if (problems.length > 0) return { ok: false, reason: 'misfit', problems };
  try {
    return await inTransaction(db, async (trx) => {
      const termId = await createTerm(trx, { ...plan, breaks });
      await tellOfTerm(trx, { termId, action: 'term.planned', detail: { ...plan, breaks }, actor, now });
      return { ok: true as const, termId };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'code-taken' };
    throw error;
  }
}

/** Asks how far the round of a term holds its preselect window. */
export type HoldOf = (trx: Trx, termId: string) => Promise<PreselectHold>;

export type TermChanged =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'misfit'; problems: FieldProblem[] }
  | { ok: false; reason: 'windows'; faults: WindowFault[] }
  /** Sections that would lie outside the new days of the term: how many, and the first by its days. */
  | { ok: false; reason: 'sections'; count: number; title: string };

/**
 * Changes a term: its name, days, windows, limits and how long offers last. What has happened stays: a window that is over, the
 * beginning of one that is open, and of the preselect window what the round of the term holds, asked by `preselectHold` (timetables know
 * no rounds) within the transaction.
 */
export async function changeTerm(
  db: Db,
  {
    termId,
    plan,
    preselectHold,
    actor,
    now,
  }: Deed & { termId: string; plan: Omit<TermPlan, 'code'>; preselectHold: HoldOf },
): Promise<TermChanged> {
  const problems = termProblems(plan);
  if (problems.length > 0) return { ok: false, reason: 'misfit', problems };
  return inTransaction(db, async (trx): Promise<TermChanged> => {
    await lockTerm(trx, termId);
    const before = await termById(trx, termId);
    if (!before) return { ok: false, reason: 'not-found' };
    const faults = windowFaults(before.windows, plan.windows, {
      now,
      preselect: await preselectHold(trx, termId),
    });
    if (faults.length > 0) return { ok: false, reason: 'windows', faults };
    const outside = await sectionsLeftOutside(trx, before, plan);
    if (outside[0]) return { ok: false, reason: 'sections', count: outside.length, title: outside[0].title };
    const windows = keptWindows(before.windows, plan.windows);
    await write(trx, termId, { ...plan, windows });
    const detail = { before: asTold(before), after: asTold({ ...plan, windows }) };
    await tellOfTerm(trx, { termId, action: 'term.changed', detail, actor, now });
    return { ok: true };
  });
}

/** Two who change a term at once do so one after the other. */
async function lockTerm(trx: Trx, termId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('term')
    .set((eb) => ({ offer_hours: eb.ref('offer_hours') }))
    .where('id', '=', termId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const MOST_SECTIONS = 1_000;

/** Sections within the term's days as they are, and not within those wanted; cancelled ones do not matter. */
async function sectionsLeftOutside(
  trx: Trx,
  before: TermInFull,
  { startsOn, endsOn }: Omit<TermPlan, 'code'>,
): Promise<{ title: string }[]> {
  if (startsOn <= before.startsOn && before.endsOn <= endsOn) return [];
  return trx
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select('section.title')
    .where('term_id', '=', before.id)
    .where('section_closure.section_id', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        and([eb('starts_on', '>=', before.startsOn), eb('starts_on', '<', startsOn)]),
        and([eb('ends_on', '<=', before.endsOn), eb('ends_on', '>', endsOn)]),
      ]),
    )
    .orderBy('starts_on')
    .limit(MOST_SECTIONS)
    .execute();
}

async function write(trx: Trx, termId: string, plan: Omit<TermPlan, 'code'>): Promise<void> {
  const { name, startsOn, endsOn, offerHours, windows, limits } = plan;
  await trx
    .updateTable('term')
    .set({ name, starts_on: startsOn, ends_on: endsOn, offer_hours: offerHours })
    .where('id', '=', termId)
    .execute();
  await trx.deleteFrom('term_window').where('term_id', '=', termId).execute();
  await writeWindows(trx, termId, windows);
  await trx.deleteFrom('term_limit').where('term_id', '=', termId).execute();
  await trx.insertInto('term_limit').values(limitRows(termId, limits)).execute();
}

function asTold({ name, startsOn, endsOn, offerHours, windows, limits }: Omit<TermPlan, 'code'>) {
  return { name, startsOn, endsOn, offerHours, windows, limits };
}

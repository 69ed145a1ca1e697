import { creditYearOn } from '#app/features/credits/years.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { addDays, dayOf, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { daysOf } from './gathering.server.ts';
import { closingOf, forgetClosings, holdClosing } from './known-closings.server.ts';
import { openObjections } from './objections.server.ts';
import { pinPolicies, policiesPinned } from './pinning.server.ts';
import { endOf, lastRun, startRun } from './runs.server.ts';
import { LEAST_DAYS, MOST_DAYS } from './steps.rules.ts';

interface Deed {
  actor: Actor;
  year: number;
  now: Date;
}

export type Refused<Reason extends string> = { ok: false; reason: Reason };

/** Whether a year of credits is over on a day, by its own rules where there are some. */
async function lastDayIfOver(db: Db, { year, now }: Pick<Deed, 'year' | 'now'>): Promise<string | null> {
  const today = dayOf(now);
  if (year > (await creditYearOn(db, today))) return null;
  const policies = await policiesPinned(db, await pinPolicies(db, { year, today }));
  const { lastDay } = daysOf(year, policies);
  return lastDay < today ? lastDay : null;
}

/**
 * Has the year counted, for the registrar to see how it would turn out: nothing but the count is written. May be repeated until the year is locked.
 * Refused while one is under way.
 */
export async function previewYear(
  db: Db,
  { actor, year, now }: Deed,
): Promise<{ ok: true; runId: string } | Refused<'nobody' | 'not-over' | 'running' | 'locked'>> {
  const startedBy = actor.personId;
  if (!startedBy) return { ok: false, reason: 'nobody' };
  if (!(await lastDayIfOver(db, { year, now }))) return { ok: false, reason: 'not-over' };
  return inTransaction(db, async (trx) => {
    if (await lastRun(trx, { year, kind: 'freeze' })) return { ok: false, reason: 'locked' };
    const last = await lastRun(trx, { year, kind: 'preview' });
    if (last && !(await endOf(trx, last.id))) return { ok: false, reason: 'running' };
    const closing = await closingOf(trx, year);
    const number = (last?.number ?? 0) + 1;
    const runId = await startRun(trx, {
      ...{ year, number, startedBy, now },
      kind: 'preview',
      closingId: closing?.id ?? null,
    });
    if (!runId) return { ok: false, reason: 'running' };
    await writeJournal(trx, {
      actor,
      action: 'year.previewed',
      subjectType: 'year',
      subjectId: String(year),
      detail: { runId },
      now,
    });
    return { ok: true, runId };
  });
}

/**
 * Shows everybody the draft of their sheet, to confirm or to object to until the end of a day. Needs a preview that has come to its end.
 * One year is opened once, however many ask.
 */
export async function openConfirmation(
  db: Db,
  { actor, year, untilDay, now }: Deed & { untilDay: string },
): Promise<
  | { ok: true; closingId: string }
  | Refused<'nobody' | 'not-over' | 'no-preview' | 'too-soon' | 'too-late' | 'already'>
> {
  const startedBy = actor.personId;
  if (!startedBy) return { ok: false, reason: 'nobody' };
  const lastDay = await lastDayIfOver(db, { year, now });
  if (!lastDay) return { ok: false, reason: 'not-over' };
  if (untilDay < addDays(dayOf(now), LEAST_DAYS)) return { ok: false, reason: 'too-soon' };
  if (untilDay > addDays(dayOf(now), MOST_DAYS)) return { ok: false, reason: 'too-late' };
  const preview = await lastRun(db, { year, kind: 'preview' });
  if (!preview || !(await endOf(db, preview.id))) return { ok: false, reason: 'no-preview' };
  const closingId = newId();
  const row = {
    ...{ id: closingId, year },
    last_day: lastDay,
    confirm_until: instantAt(addDays(untilDay, 1), '00:00').toISOString(),
    opened_at: now.toISOString(),
    opened_by: startedBy,
  };
  try {
    await inTransaction(db, async (trx) => {
      await trx.insertInto('year_closing').values(row).execute();
      await startRun(trx, { ...{ year, closingId, startedBy, now }, kind: 'show', number: 1 });
      const detail = { year, untilDay };
      await writeJournal(trx, {
        actor,
        action: 'year.shown',
        subjectType: 'year',
        subjectId: String(year),
        detail,
        now,
      });
    });
    forgetClosings();
    return { ok: true, closingId };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

/**
 * Locks the year: what is posted from now on does not count in it any more, and the worker begins to freeze. Not before the time for confirming is over and
 * every objection has its answer. Of fifty at once one locks.
 */
export async function lockYear(
  db: Db,
  { actor, year, now }: Deed,
): Promise<
  | { ok: true; runId: string }
  | Refused<'nobody' | 'not-found' | 'confirming' | 'being-shown' | 'already'>
  | { ok: false; reason: 'objections'; count: number }
> {
  const startedBy = actor.personId;
  if (!startedBy) return { ok: false, reason: 'nobody' };
  return inTransaction(db, async (trx) => {
    const closing = await closingOf(trx, year);
    if (!closing) return { ok: false, reason: 'not-found' };
    if (now.toISOString() < closing.confirmUntil) return { ok: false, reason: 'confirming' };
    await holdClosing(trx, closing.id);
    const shown = await lastRun(trx, { year, kind: 'show' });
    if (!shown || !(await endOf(trx, shown.id))) return { ok: false, reason: 'being-shown' };
    const count = await openObjections(trx, closing.id);
    if (count > 0) return { ok: false, reason: 'objections', count };
    const runId = await startRun(trx, {
      ...{ year, startedBy, now },
      closingId: closing.id,
      kind: 'freeze',
      number: 1,
    });
    if (!runId) return { ok: false, reason: 'already' };
    await writeJournal(trx, {
      actor,
      action: 'year.locked',
      subjectType: 'year',
      subjectId: String(year),
      detail: { runId },
      now,
    });
    return { ok: true, runId };
  });
}

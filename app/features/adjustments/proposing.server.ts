import { rulesIfAny, rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Addition, Correction } from './adjustment.schema.ts';
import { kindOf, sumProblem } from './adjustment-kinds.rules.ts';
import { alikeKey } from './alike.server.ts';
import { chosenKind } from './kinds-of-activity.rules.ts';

export type ProposalOutcome =
  | { ok: true; adjustmentId: string }
  | { ok: false; reason: 'not-found' | 'own' | 'nobody' | 'entry-gone' }
  /** `message` in Chinese belongs to `field` of the form. */
  | { ok: false; reason: 'form'; field: string; message: string };

interface Proposal {
  actor: Actor;
  now: Date;
}

/**
 * Proposes to add something to a person's credits. Nothing is posted before another person confirms. Nobody proposes for themselves.
 * Source: product promise 2, domain model §6.8.
 */
export async function proposeAddition(
  db: Db,
  { actor, personId, form, now }: Proposal & { personId: string; form: Addition },
): Promise<ProposalOutcome> {
  const refused = await refusedFor(db, actor, personId);
  if (refused) return refused;
  const kind = kindOf(form.kind);
  if (kind?.mode !== 'add') return wrong('kind', '这一种情况要从那一笔学分的页面提。');
  if (form.occurredOn > dayOf(now)) return wrong('occurredOn', '取得的日期还没有到，请核对。');
  const rules = (await rulesIfAny(db, form.occurredOn))?.rules;
  if (!rules) return wrong('occurredOn', '那一天没有学分规则，记不了。请核对日期。');
  const chosen = chosenKind(rules, form.category);
  if (typeof chosen === 'string') return wrong('category', chosen);
  const problem = sumProblem(kind, {
    amount: form.amount,
    step: rules.roundingHundredths,
    standing: null,
  });
  if (problem) return wrong('amount', problem);
  const { title, occurredOn } = form;
  const elective = form.elective === 'elective';
  const what = {
    personId,
    entryId: null,
    ...chosen,
    elective,
    school: form.school || null,
    title,
    occurredOn,
  };
  try {
    return { ok: true, adjustmentId: await write(db, { actor, form, what, now }) };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return wrong(
      'title',
      '同一个人、同一天、同一个名字的，已经有一个在等着核对。请先看那一个；不是同一件事的，名字写得分得开。',
    );
  }
}

/**
 * Proposes to correct an entry: to take back a part of it, less than the whole (the whole is a reversal, which is one person's act), or to add
 * what was recorded too little. What the entry says beside the sum stays, and what it was for: so it counts within the same caps.
 */
export async function proposeCorrection(
  db: Db,
  { actor, entryId, form, now }: Proposal & { entryId: string; form: Correction },
): Promise<ProposalOutcome> {
  const entry = await creditEntry(db, entryId);
  if (!entry) return { ok: false, reason: 'not-found' };
  const refused = await refusedFor(db, actor, entry.personId);
  if (refused) return refused;
  if (entry.kind !== 'award' || entry.reversedById) return { ok: false, reason: 'entry-gone' };
  const kind = kindOf(form.kind);
  if (!kind || kind.mode === 'add') return wrong('kind', '这一种情况不能用来更正一笔学分。');
  const step = (await rulesOfVersion(db, entry.ruleVersionId))?.roundingHundredths ?? 1;
  const problem = sumProblem(kind, { amount: form.amount, step, standing: entry.amount });
  if (problem) return wrong('amount', problem);
  const { personId, category, elective, school, title, occurredOn } = entry;
  const what = { personId, entryId, category, activity: '', elective, school, title, occurredOn };
  return { ok: true, adjustmentId: await write(db, { actor, form, what, now }) };
}

async function refusedFor(
  db: Db,
  actor: Actor,
  personId: string,
): Promise<Exclude<ProposalOutcome, { ok: true }> | null> {
  if (actor.personId === null) return { ok: false, reason: 'nobody' };
  if (actor.personId === personId) return { ok: false, reason: 'own' };
  return (await findPerson(db, personId)) ? null : { ok: false, reason: 'not-found' };
}

const wrong = (field: string, message: string): ProposalOutcome => ({
  ok: false,
  reason: 'form',
  field,
  message,
});

interface What {
  personId: string;
  entryId: string | null;
  category: CategoryCode;
  activity: string;
  elective: boolean;
  school: School | null;
  title: string;
  occurredOn: string;
}

async function write(
  db: Db,
  { actor, form, what, now }: Proposal & { form: Correction; what: What },
): Promise<string> {
  const id = newId();
  const { kind, amount, reason, evidence } = form;
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('adjustment')
      .values({
        id,
        person_id: what.personId,
        kind,
        entry_id: what.entryId,
        category: what.category,
        activity: what.activity,
        amount,
        elective: what.elective ? 1 : 0,
        school: what.school,
        title: what.title,
        occurred_on: what.occurredOn,
        reason,
        evidence,
        proposed_by: actor.personId ?? '',
        proposed_at: now.toISOString(),
        open: 1,
      })
      .execute();
    if (what.entryId === null)
      await trx
        .insertInto('adjustment_waiting')
        .values({ alike_key: alikeKey(what), adjustment_id: id })
        .execute();
    await writeJournal(trx, {
      actor,
      action: 'adjustment.proposed',
      subjectType: 'adjustment',
      subjectId: id,
      detail: { personId: what.personId, entryId: what.entryId, kind, amount, reason },
      now,
    });
  });
  return id;
}

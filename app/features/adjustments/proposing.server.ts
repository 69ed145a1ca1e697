import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Addition, Correction } from './adjustment.schema.ts';
import { kindOf, sumProblem } from './adjustment-kinds.rules.ts';
import { alikeKey } from './alike.server.ts';
import { type Refused, weighAddition, wrong } from './weighing.server.ts';

export type ProposalOutcome =
  | { ok: true; adjustmentId: string }
  | { ok: false; reason: 'not-found' | 'own' | 'nobody' | 'entry-gone' }
  /** Reckoned by the rules, and whoever proposes has not seen it yet. Amount in hundredths. */
  | { ok: false; reason: 'unseen'; amount: number; words: string }
  | Refused;

interface Proposal {
  actor: Actor;
  now: Date;
}

/**
 * Proposes to add something to a person's credits. Nothing is posted before another person confirms. Nobody proposes for themselves. `shown`: the sum
 * (hundredths) that a page has shown; another one that the rules reckon is answered with, and nothing is proposed.
 * Source: product promise 2, domain model §6.8.
 */
export async function proposeAddition(
  db: Db,
  { actor, personId, form, shown, now }: Proposal & { personId: string; form: Addition; shown?: string },
): Promise<ProposalOutcome> {
  const refused = await refusedFor(db, actor, personId);
  if (refused) return refused;
  const weighed = await weighAddition(db, { personId, form, now });
  if (!weighed.ok) return weighed;
  const { title, occurredOn, sameAs } = form;
  const { category, activity, amount, reckoned } = weighed;
  if (reckoned && shown !== undefined && shown !== String(amount))
    return { ok: false, reason: 'unseen', amount, words: reckoned.words };
  const what = {
    ...{ personId, entryId: null, category, activity, amount, title, occurredOn, sameAs },
    elective: form.elective === 'elective',
    school: form.school || null,
    reckoned: reckoned ? JSON.stringify(reckoned) : '',
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
  const what = {
    ...{ personId, entryId, category, activity: '', elective, school, title, occurredOn },
    ...{ amount: form.amount, sameAs: '', reckoned: '' },
  };
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

interface What {
  personId: string;
  entryId: string | null;
  category: CategoryCode;
  activity: string;
  elective: boolean;
  school: School | null;
  title: string;
  occurredOn: string;
  amount: number;
  sameAs: string;
  reckoned: string;
}

async function write(
  db: Db,
  { actor, form, what, now }: Proposal & { form: Omit<Correction, 'amount'>; what: What },
): Promise<string> {
  const id = newId();
  const { kind, reason, evidence } = form;
  const { amount } = what;
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
        same_as: what.sameAs,
        reckoned: what.reckoned,
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
      concerns: what.personId,
      detail: { personId: what.personId, entryId: what.entryId, kind, amount, reason },
      now,
    });
  });
  return id;
}

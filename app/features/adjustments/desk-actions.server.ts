import type { z } from 'zod';
import { ownerOfEntry } from '#app/features/credits/reading.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { additionForm, correctionForm, decisionForm } from './adjustment.schema.ts';
import {
  confirmAdjustment,
  type DecisionOutcome,
  declineAdjustment,
  withdrawAdjustment,
} from './deciding.server.ts';
import { keepersOfCredits } from './keepers.ts';
import { type ProposalOutcome, proposeAddition, proposeCorrection } from './proposing.server.ts';
import { adjustmentOf } from './reading.server.ts';

type Sent = { actor: Actor; fields: Record<string, string>; now: Date };

export type Applied<Done> =
  | ({ ok: true } & Done)
  | { ok: false; status: 400 | 404 | 409; answer: FormAnswer };

const refusedProposals: Record<
  Exclude<Extract<ProposalOutcome, { ok: false }>['reason'], 'form' | 'unseen'>,
  string
> = {
  'not-found': '没有找到这个人或者这笔学分。',
  own: '自己的学分要由别人提，这里不能给自己提。',
  nobody: '请用自己的账号提。',
  'entry-gone': '这笔学分已经冲销了，没有可以更正的。',
};

/** Whether somebody's credits are in the hands of this actor; of nobody (null) they are not. */
async function mayKeep(db: Db, { actor, now }: Sent, personId: string | null | undefined): Promise<boolean> {
  return personId ? isReached(db, reachBy(actor, keepersOfCredits, now), personId) : false;
}

/** A sum that the rules give and that whoever proposes has not yet seen: it is shown with the form, and sent again it is proposed. */
export interface Shown {
  ok: false;
  status: 200;
  answer: FormAnswer;
  reckoned: { amount: number; words: string };
}

/**
 * Reads the form of a proposal (of an entry when it names one, else of a person) and proposes. What the rules reckon is shown first; `shown` is
 * the sum that the page had. What is out of reach is not found.
 */
export async function applyProposalForm(
  db: Db,
  sent: Sent,
): Promise<Applied<{ adjustmentId: string }> | Shown> {
  const { actor, fields, now } = sent;
  const { entry = '', person = '' } = fields;
  if (!isId(entry || person)) return refusal(fields, 404, refusedProposals['not-found']);
  if (!(await mayKeep(db, sent, entry ? await ownerOfEntry(db, entry) : person)))
    return refusal(fields, 404, refusedProposals['not-found']);
  const invalid = (error: z.ZodError) =>
    ({ ok: false, status: 400, answer: { fields, errors: formErrors(error) } }) as const;
  let outcome: ProposalOutcome;
  if (entry) {
    const form = correctionForm.safeParse(fields);
    if (!form.success) return invalid(form.error);
    outcome = await proposeCorrection(db, { actor, entryId: entry, form: form.data, now });
  } else {
    const form = additionForm.safeParse(fields);
    if (!form.success) return invalid(form.error);
    const { shown = '' } = fields;
    outcome = await proposeAddition(db, { actor, personId: person, form: form.data, shown, now });
  }
  if (outcome.ok) return outcome;
  if (outcome.reason === 'unseen') {
    const { amount, words } = outcome;
    const answer = { fields: { ...fields, shown: String(amount) }, errors: [] };
    return { ok: false, status: 200, answer, reckoned: { amount, words } };
  }
  if (outcome.reason === 'form') {
    const { field, message } = outcome;
    return { ok: false, status: 400, answer: { fields, errors: [{ field, message }] } };
  }
  return refusal(fields, outcome.reason === 'not-found' ? 404 : 409, refusedProposals[outcome.reason]);
}

const sameThing =
  '这个人已经有同一天、同一个名字的学分。核对过不是同一件事的，请勾选“我核对过，不是同一件事”；是同一件事的，请写明不同意。';

const refusedDecisions: Record<Extract<DecisionOutcome, { ok: false }>['reason'], string> = {
  'not-found': '没有找到这个调整。',
  own: '这是自己的学分，要由别人来核对。',
  proposer: '自己提的要由另一个人核对。想改的话，先撤回再提。',
  'not-proposer': '只有提出的人能撤回。',
  decided: '这个调整已经有结果了，刷新这一页就能看到。',
  alike: sameThing,
  'entry-gone': '原来那笔学分已经被冲销，更正不了。请写明不同意，或者请提出的人撤回。',
};

/** Reads the decision and carries it out. What is out of reach is not found. */
export async function applyDecisionForm(
  db: Db,
  sent: Sent & { adjustmentId: string; appealUntil?: string | null },
): Promise<Applied<{ done: string }>> {
  const { actor, adjustmentId, fields, appealUntil = null, now } = sent;
  if (!(await mayKeep(db, sent, (await adjustmentOf(db, adjustmentId))?.personId)))
    return refusal(fields, 404, refusedDecisions['not-found']);
  const form = decisionForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const deciding = { actor, adjustmentId, now };
  const decision = form.data;
  const [outcome, done] =
    decision.means === 'confirm'
      ? [
          await confirmAdjustment(db, {
            ...deciding,
            words: decision.words,
            appealUntil,
            different: decision.different === 'yes',
          }),
          'confirmed',
        ]
      : decision.means === 'decline'
        ? [await declineAdjustment(db, { ...deciding, words: decision.words }), 'declined']
        : [await withdrawAdjustment(db, deciding), 'withdrawn'];
  if (outcome.ok) return { ok: true, done };
  if (outcome.reason === 'alike')
    return {
      ok: false,
      status: 409,
      answer: { fields, errors: [{ field: 'different', message: sameThing }] },
    };
  return refusal(fields, outcome.reason === 'not-found' ? 404 : 409, refusedDecisions[outcome.reason]);
}

function refusal(
  fields: Record<string, string>,
  status: 404 | 409,
  message: string,
): Extract<Applied<object>, { ok: false }> {
  return { ok: false, status, answer: { fields, errors: [{ message }] } };
}

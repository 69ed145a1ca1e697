import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { lockYear, openConfirmation, previewYear } from './closings.server.ts';
import { decideForm, reopenForm, replyForm, showForm } from './desk.schema.ts';
import { refusalWords } from './desk-words.ts';
import { answerObjection } from './objections.server.ts';
import { askReopening, decideReopening } from './reopening.server.ts';
import { beyondReach } from './year-reach.server.ts';

export const yearMeans = ['preview', 'show', 'reply', 'lock', 'reopen', 'decide'] as const;
export type YearMeans = (typeof yearMeans)[number];

interface Deed {
  actor: Actor;
  year: number;
  /** Whose statement is to be opened again; null: the whole year. */
  personId?: string | null;
  fields: Record<string, string>;
  now: Date;
}

export type DeskOutcome =
  | { ok: true }
  | { ok: false; status: 400 | 403 | 404 | 409; errors: FormAnswer['errors'] };

/** Does what a form of the page of a year asks for, where it is within the reach of whoever asks. */
export async function actOnYear(db: Db, means: YearMeans, deed: Deed): Promise<DeskOutcome> {
  const status = await beyondReach(db, means, deed);
  if (status) return { ok: false, status, errors: [{ message: refusalWords['not-found'] }] };
  switch (means) {
    case 'preview':
      return answered(await previewYear(db, deed));
    case 'show':
      return show(db, deed);
    case 'reply':
      return reply(db, deed);
    case 'lock': {
      const outcome = await lockYear(db, deed);
      if (outcome.ok || outcome.reason !== 'objections') return answered(outcome);
      return refused(`还有 ${outcome.count} 条意见没有答复，排在“本人意见”的最前面。都答复了再锁定。`);
    }
    case 'reopen':
      return reopen(db, deed);
    case 'decide':
      return decide(db, deed);
  }
}

async function show(db: Db, { fields, ...deed }: Deed): Promise<DeskOutcome> {
  const form = showForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const outcome = await openConfirmation(db, { ...deed, untilDay: form.data.until });
  const field = !outcome.ok && outcome.reason.startsWith('too-') ? 'until' : undefined;
  return answered(outcome, field);
}

async function reply(db: Db, { fields, ...deed }: Deed): Promise<DeskOutcome> {
  const form = replyForm.safeParse(fields);
  if (!form.success)
    return { ok: false, status: 400, errors: atItsObjection(formErrors(form.error), fields) };
  const { answer: answerId, words } = form.data;
  return answered(await answerObjection(db, { ...deed, answerId, words }));
}

/** Each objection has a field of its own on the page. */
function atItsObjection(errors: { field: string; message: string }[], fields: Record<string, string>) {
  return errors.map(({ message }) => ({ field: `words-${fields.answer ?? ''}`, message }));
}

async function reopen(db: Db, { fields, personId = null, ...deed }: Deed): Promise<DeskOutcome> {
  const form = reopenForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const outcome = await askReopening(db, { ...deed, personId, reason: form.data.reason });
  // Whoever has no statement has no page either.
  const isNobody = !outcome.ok && outcome.reason === 'not-frozen' && personId !== null;
  return isNobody ? answered({ ok: false, reason: 'not-found' }) : answered(outcome);
}

async function decide(db: Db, { fields, ...deed }: Deed): Promise<DeskOutcome> {
  const form = decideForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const { reopening: reopeningId, decision } = form.data;
  const approve = decision === 'approve';
  return answered(await decideReopening(db, { ...deed, reopeningId, approve, words: null }));
}

function answered(
  outcome: { ok: true } | { ok: false; reason: keyof typeof refusalWords },
  field?: string,
): DeskOutcome {
  if (outcome.ok) return { ok: true };
  const message = refusalWords[outcome.reason];
  return { ok: false, status: outcome.reason === 'not-found' ? 404 : 409, errors: [{ field, message }] };
}

const refused = (message: string): DeskOutcome => ({ ok: false, status: 409, errors: [{ message }] });

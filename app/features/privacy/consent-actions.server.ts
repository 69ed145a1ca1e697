import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { assistedConsentForm, ownConsentForm } from './consent.schema.ts';
import { type Consented, recordConsentFor, sayConsent } from './consents.server.ts';

/** What becomes of a form about consent: what was done, for the address; or the form with what is wrong. */
export type ConsentAnswer =
  | { ok: true; done: 'agreed' | 'refused' | 'withdrawn' }
  | { ok: false; status: 400 | 409; answer: FormAnswer };

interface Sent {
  actor: Actor;
  fields: Record<string, string>;
  now: Date;
}

const doneOf = { agree: 'agreed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** Says what one's own form says. */
export async function applyOwnConsent(db: Db, { actor, fields, now }: Sent): Promise<ConsentAnswer> {
  const form = ownConsentForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const outcome = await sayConsent(db, { actor, said: form.data, now });
  return outcome.ok ? { ok: true, done: doneOf[form.data.means] } : refused(fields, outcome);
}

/** Writes down what a liaison's form says of somebody whom they reach; the caller has looked. */
export async function applyAssistedConsent(
  db: Db,
  { actor, personId, fields, now }: Sent & { personId: string },
): Promise<ConsentAnswer> {
  const form = assistedConsentForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const outcome = await recordConsentFor(db, { actor, personId, said: form.data, now });
  return outcome.ok ? { ok: true, done: form.data.answer } : refused(fields, outcome);
}

const words: Record<Exclude<Consented, { ok: true }>['reason'], string> = {
  'no-notice': '学院还没有公布个人信息说明，这次没有记下。',
  changed: '说明刚刚换了新版本，这次没有记下。请看过新版本再点。',
  nothing: '现在没有可以撤回的同意。',
  'said-no': '本人在网上说过不同意，或者撤回了。要改，请本人自己点，或者在纸上签字。',
  own: '自己的同意要自己来点，不能替自己记。',
};

function refused(
  fields: Record<string, string>,
  { reason }: Exclude<Consented, { ok: true }>,
): Extract<ConsentAnswer, { ok: false }> {
  return { ok: false, status: 409, answer: { fields, errors: [{ message: words[reason] }] } };
}

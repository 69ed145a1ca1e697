import type { z } from 'zod';
import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { replacementForm, revocationForm } from './certificate.schema.ts';
import { type EndOutcome, type EndRefusal, replaceCertificate, revokeCertificate } from './ending.server.ts';

export type EndingAnswer =
  | { ok: true; certificateId: string; done: 'revoked' | 'replaced' }
  | { ok: false; status: 400 | 404 | 409; answer: FormAnswer };

const refusals: Record<EndRefusal, string> = {
  'not-found': '没有找到这张证书。',
  own: '自己的证书要由别的经手人撤销或换发。',
  revoked: '这张证书已经撤销了，不用再撤一次。',
  replaced: '这张证书已经换发了。要改请到新的那一张。',
  'no-credits':
    '这门课的学分在流水里已经全部收回，没有学分可以写进新证，所以不能换发。证书不该再用的，请撤销。',
};

/** Does what one of the two forms of a certificate's page asks: `means` says which. */
export async function applyEndingForm(
  db: Db,
  {
    actor,
    certificateId,
    fields,
    now,
  }: { actor: Actor; certificateId: string; fields: Record<string, string>; now: Date },
): Promise<EndingAnswer> {
  const ending = { actor, certificateId, now };
  const refused = (status: 400 | 404 | 409, errors: FormAnswer['errors']): EndingAnswer => ({
    ok: false,
    status,
    answer: { fields, errors },
  });
  const isReplacing = fields.means === 'replace';
  const done = isReplacing ? 'replaced' : 'revoked';
  const outcome = isReplacing
    ? await withForm(replacementForm.safeParse(fields), (form) =>
        replaceCertificate(db, { ...ending, ...form }),
      )
    : await withForm(revocationForm.safeParse(fields), (form) =>
        revokeCertificate(db, { ...ending, ...form }),
      );
  if ('errors' in outcome) return refused(400, outcome.errors);
  if (outcome.ok) return { ok: true, certificateId: outcome.certificateId, done };
  return refused(outcome.reason === 'not-found' ? 404 : 409, [{ message: refusals[outcome.reason] }]);
}

async function withForm<Form>(
  parsed: z.ZodSafeParseResult<Form>,
  act: (form: Form) => Promise<EndOutcome>,
): Promise<EndOutcome | { errors: FormAnswer['errors'] }> {
  return parsed.success ? act(parsed.data) : { errors: formErrors(parsed.error) };
}

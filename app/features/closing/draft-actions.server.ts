import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { objectForm } from './desk.schema.ts';
import { answerDraft } from './drafts.server.ts';

const refusals = {
  'no-draft': '现在没有要核对的情况表。',
  'too-late': '核对已经截止。有不同意见可以找教务，结账以后也可以申请重开。',
  changed: '这张表刚刚有了变化，请看过下面新的一张，再确认或者写意见。',
  already: '已经确认过了。',
  waiting: '上一条意见还在等答复，答复以后可以再写。',
} as const;

export type DraftOutcome =
  | { ok: true; means: 'confirm' | 'object' }
  | { ok: false; status: 400 | 409; errors: FormAnswer['errors'] };

/** Does what somebody's own sheet was sent for: to confirm it, or to object in words. */
export async function answerWith(
  db: Db,
  { actor, year, fields, now }: { actor: Actor; year: number; fields: Record<string, string>; now: Date },
): Promise<DraftOutcome> {
  const means = fields.means === 'object' ? 'object' : 'confirm';
  const form = objectForm.safeParse(fields);
  if (means === 'object' && !form.success) return { ok: false, status: 400, errors: formErrors(form.error) };
  const words = means === 'object' ? (form.data?.words ?? '') : null;
  const outcome = await answerDraft(db, { actor, year, words, seen: fields.seen ?? '', now });
  if (outcome.ok) return { ok: true, means };
  return { ok: false, status: 409, errors: [{ message: refusals[outcome.reason] }] };
}

import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import {
  type AnswerOutcome,
  acceptSuggestion,
  answerSuggestion,
  forwardSuggestion,
} from './answering.server.ts';
import { replyToAnswer } from './replying.server.ts';
import { deskForm, replyForm, suggestionForm } from './suggestion.schema.ts';
import { writtenLately } from './too-many.ts';
import { type Written, writeSuggestion } from './writing.server.ts';

type Fields = Record<string, string>;
type Refused = { ok: false; status: 400 | 409 | 429; answer: FormAnswer };
const refused = (status: Refused['status'], fields: Fields, message: string): Refused => ({
  ...{ ok: false, status },
  answer: { fields, errors: [{ message }] },
});

const writingRefusals: Record<'sign-in' | 'too-many' | 'old-page', [Refused['status'], string]> = {
  'sign-in': [409, '写名字要先登录。不想登录，可以打电话给联络员。'],
  'too-many': [
    429,
    '这里刚刚收到的太多了，这一份没有收下。写好的话还在下面，请过一个小时再交，或者打电话给联络员。',
  ],
  'old-page': [409, '这一页打开得太久了，这一份没有收下。写好的话还在下面，请再按一次提交。'],
};

/** Puts into the box what the form says. */
export async function applySuggestion(
  db: Db,
  { actor, fields, address, now }: { actor: Actor | null; fields: Fields; address: string; now: Date },
): Promise<Extract<Written, { ok: true }> | Refused> {
  const form = suggestionForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const { named, ...rest } = form.data;
  const lately = writtenLately;
  const written = await writeSuggestion(db, { ...rest, named: named === 'yes', actor, address, lately, now });
  return written.ok ? written : refused(...spread(writingRefusals[written.reason], fields));
}

const spread = ([status, message]: [Refused['status'], string], fields: Fields) =>
  [status, fields, message] as const;

type Applied = { ok: true; means: string } | { ok: false; status: 404 } | Refused;

/** Says to an answer what the writer's form says. */
export async function applyReply(
  db: Db,
  { fields, ...sent }: { actor: Actor | null; key: string; fields: Fields; now: Date },
): Promise<Applied> {
  const form = replyForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const outcome = await replyToAnswer(db, { ...sent, ...form.data });
  if (outcome.ok) return { ok: true, means: form.data.means };
  if (outcome.reason === 'not-found') return { ok: false, status: 404 };
  return refused(409, fields, '这一份现在没有在等你回话，这次没有写进去。请看下面走到了哪一步。');
}

const deskRefusals: Record<Exclude<Extract<AnswerOutcome, { ok: false }>['reason'], 'not-found'>, string> = {
  'done-already': '别的人刚刚办过这一份，或者还没有受理，这次没有写进去。请看下面走到了哪一步。',
  'same-desk': '这一份本来就在那里，请选另一处。',
};

/** Does at the desk what the form says. */
export async function applyDeskForm(
  db: Db,
  { fields, ...sent }: { actor: Actor; suggestionId: string; fields: Fields; now: Date },
): Promise<Applied> {
  const form = deskForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const { data } = form;
  const outcome =
    data.means === 'accept'
      ? await acceptSuggestion(db, sent)
      : data.means === 'forward'
        ? await forwardSuggestion(db, { ...sent, desk: data.desk, reason: data.reason })
        : await answerSuggestion(db, { ...sent, words: data.words });
  if (outcome.ok) return { ok: true, means: data.means };
  if (outcome.reason === 'not-found') return { ok: false, status: 404 };
  return refused(409, fields, deskRefusals[outcome.reason]);
}

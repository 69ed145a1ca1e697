import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { answerObjections } from './answering.server.ts';
import { conflictWords } from './conflict.rules.ts';
import { answerForm, decisionForm } from './declaration.schema.ts';
import type { Accepted } from './granting.server.ts';
import type { Declared } from './reading.server.ts';
import { type Decided, decideDeclaration } from './reviewing.server.ts';

export type ReviewAnswer =
  | { ok: true; done: 'grant' | 'return' | 'refuse' | 'dismiss' | 'uphold' }
  /** `other`: the address of what pays for it already. */
  | { ok: false; status: 400 | 409; answer: FormAnswer; other?: string };

interface Asked {
  actor: Actor;
  declared: Declared;
  fields: Record<string, string>;
  now: Date;
}

/** Does what the reviewer's form asks: decides about a declaration that waits, or answers the objections to one. */
export async function applyReviewForm(db: Db, asked: Asked): Promise<ReviewAnswer> {
  const { fields } = asked;
  const seen = /^\d{1,6}$/.test(fields.seen ?? '') ? Number(fields.seen) : null;
  if (seen === null)
    return refusedWith(400, fields, [{ message: '这次提交少了页面上的内容，请刷新页面再处理。' }]);
  const answers = fields.means === 'dismiss' || fields.means === 'uphold';
  return answers ? answer(db, { ...asked, seen }) : decide(db, { ...asked, seen });
}

type Read = Asked & { seen: number };

async function decide(db: Db, { actor, declared, fields, seen, now }: Read): Promise<ReviewAnswer> {
  const form = decisionForm.safeParse(fields);
  if (!form.success) return refusedWith(400, fields, formErrors(form.error));
  const accepted = form.data.means === 'grant' ? acceptedOf(declared, form.data) : null;
  if (form.data.means === 'grant' && !accepted)
    return refusedWith(400, fields, [{ field: 'units', message: '请用数字写认定多少，例如 4 或 1.5。' }]);
  const { means, words } = form.data;
  const common = { actor, declarationId: declared.id, seen, words, now };
  const howMuch = declared.units === null ? 'level' : 'units';
  const decided = await decideDeclaration(
    db,
    means === 'grant' ? { ...common, means, accepted: accepted ?? declared } : { ...common, means },
  );
  if (decided.ok) return { ok: true, done: means };
  const refused = refusedWith(409, fields, [problemOf(decided, howMuch)]);
  return decided.reason === 'held-already'
    ? { ...refused, other: `/admin/credits/${decided.entryId}` }
    : refused;
}

/** What the form recognises; what it leaves out is as it was declared. Null where the figure cannot be read. */
function acceptedOf(
  { level, units, again }: Declared,
  form: { level: string; units: string; again: 'no' | 'yes' },
): Accepted | null {
  if (units === null) return { level: form.level || level, units, again };
  if (!/^(\d{1,3}(\.\d{1,2})?)?$/.test(form.units)) return null;
  const recognised = form.units === '' ? units : Math.round(Number(form.units) * 100);
  return { level, units: recognised, again: again || form.again === 'yes' };
}

async function answer(db: Db, { actor, declared, fields, seen, now }: Read): Promise<ReviewAnswer> {
  const form = answerForm.safeParse(fields);
  if (!form.success) return refusedWith(400, fields, formErrors(form.error));
  const answered = await answerObjections(db, {
    ...{ actor, declarationId: declared.id, seen, now },
    ...form.data,
  });
  return answered.ok
    ? { ok: true, done: form.data.means }
    : refusedWith(409, fields, [problemOf(answered, 'words')]);
}

function refusedWith(
  status: 400 | 409,
  fields: Record<string, string>,
  errors: FormAnswer['errors'],
): Extract<ReviewAnswer, { ok: false }> {
  return { ok: false, status, answer: { fields, errors } };
}

/** `howMuch`: the field by which this kind says how much is recognised. */
function problemOf(
  { reason }: Extract<Decided, { ok: false }>,
  howMuch: string,
): FormAnswer['errors'][number] {
  switch (reason) {
    case 'own':
    case 'co-declarant':
    case 'objector':
    case 'heard-appeal':
      return { message: conflictWords[reason] };
    case 'say-why':
      return { field: 'words', message: '认定的和申报的不一样，请写清楚为什么，本人会看到。' };
    case 'more-than-declared':
      return { field: howMuch, message: '认定的不能比申报的多，也不能是 0。不认定请选“不予认定”。' };
    case 'held-already':
      return {
        message:
          '系统里已经记过同一天、同一个名字的一笔学分，同一件事只记一次。是同一件事的，请按“不予认定”；不是同一件事的，请按“退回修改”，请本人把名字写得分得开。',
      };
    case 'no-rules':
      return { message: '那一天没有公布过能认定这一项的学分规则，请联系教务。' };
    default:
      return { message: '别的审核员刚刚处理过，或者本人撤回了，这次没有写进去。请刷新页面看结果。' };
  }
}

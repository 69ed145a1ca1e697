import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { appealForm, decisionForm } from './appeal.schema.ts';
import { raiseAppeal } from './appealing.server.ts';
import { appealConflictWords } from './conflict.server.ts';
import { decideAppeal } from './deciding.server.ts';
import type { AppealRefusal } from './making-good.server.ts';
import type { Subject } from './subjects.server.ts';

export type AppealAnswer =
  | { ok: true }
  | { ok: false; status: 404 }
  | { ok: false; status: 400 | 409; answer: FormAnswer };

interface Sent {
  actor: Actor;
  fields: Record<string, string>;
  now: Date;
}

/** Raises what the form says; late ones are told the day on which the time ended. */
export async function applyAppealForm(
  db: Db,
  { about, fields, ...sent }: Sent & { about: Subject },
): Promise<AppealAnswer> {
  const form = appealForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const raised = await raiseAppeal(db, { ...sent, ...about, words: form.data.words });
  if (raised.ok) return { ok: true };
  if (raised.reason === 'not-found') return { ok: false, status: 404 };
  const message =
    raised.reason === 'late'
      ? `申诉的时间在 ${formatDate(raised.dueOn)}已经结束，这次没有收下。还有新的情况，请联系教务。`
      : '现在没有可以申诉的决定，这次没有收下。';
  return { ok: false, status: 409, answer: { fields, errors: [{ message }] } };
}

/** Decides as the reviewer's form says. */
export async function applyAppealDecision(
  db: Db,
  { appealId, fields, ...sent }: Sent & { appealId: string },
): Promise<AppealAnswer> {
  const form = decisionForm.safeParse(fields);
  if (!form.success) return { ok: false, status: 400, answer: { fields, errors: formErrors(form.error) } };
  const { means, words, units } = form.data;
  const decided = await decideAppeal(db, {
    ...{ ...sent, appealId, means, words },
    units: units === '' ? null : Math.round(Number(units) * 100),
  });
  if (decided.ok) return { ok: true };
  if (decided.reason === 'not-found') return { ok: false, status: 404 };
  return { ok: false, status: 409, answer: { fields, errors: [{ message: refusals[decided.reason] }] } };
}

const refusals: Record<Exclude<AppealRefusal, 'not-found'>, string> = {
  ...appealConflictWords,
  'decided-already': '别的复核员刚刚处理过，这次没有写进去。请刷新页面看结果。',
  'objection-waits': '公示中的异议还没有处理完。请等学分审核员处理以后，再来复核。',
  'declared-again': '本人已经用同样的依据重新申报，不能两次都记。请在那一份里处理，这里维持原来的决定。',
  'held-already':
    '系统里已经记过同一天、同一个名字的一笔学分，同一件事不能两次都记。请选“维持原来的决定”，并写明在哪一笔。',
  'not-more': '认定的要比现在的多。不改的话，请选“维持原来的决定”。',
  'more-than-declared': '认定的不能比申报的多，也不能是 0。',
  'no-rules': '那一天没有公布过能认定这一项的学分规则，请联系教务。',
  'stands-again':
    '同一件事的学分已经重新记入，或者已经算在别处，再记就重复了。这次没有改，请选“维持原来的决定”，并写明在哪一笔。',
  fallen: '这份申报后来不予认定了。不同意的，由本人对那个决定申诉；这里先维持原来的决定。',
  'taken-back':
    '认定以后，这份申报记入的学分又被人冲销或者更正过。请先看那一笔的理由：不同意冲销的，由本人对那一笔申诉；这里先维持原来的决定。',
};

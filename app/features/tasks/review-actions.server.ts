import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { type DeskWork, judgeWork } from './reviewing.server.ts';
import { readMarks } from './rubric.rules.ts';
import { reviewForm } from './task.schema.ts';

export type ReviewAnswer =
  | { ok: true; done: 'pass' | 'return' }
  | { ok: false; status: 400 | 409; answer: FormAnswer };

/** Does what the reviewer's form asks of a version of somebody's work. */
export async function applyReviewForm(
  db: Db,
  { actor, work, fields, now }: { actor: Actor; work: DeskWork; fields: Record<string, string>; now: Date },
): Promise<ReviewAnswer> {
  const refused = (status: 400 | 409, errors: FormAnswer['errors']): ReviewAnswer => ({
    ok: false,
    status,
    answer: { fields, errors },
  });
  const form = reviewForm.safeParse(fields);
  const given = work.task.criteria.map((_, index) => fields[`points${index + 1}`] ?? '');
  const marking = readMarks(work.task.criteria, given, { mayBeEmpty: fields.means === 'return' });
  const problems = marking.ok
    ? []
    : marking.problems.map(({ index, message }) => ({ field: `points${index + 1}`, message }));
  if (!form.success) return refused(400, [...problems, ...formErrors(form.error)]);
  if (!marking.ok) return refused(400, problems);
  const judged = await judgeWork(db, {
    actor,
    submissionId: work.id,
    outcome: form.data.means === 'pass' ? 'passed' : 'returned',
    marks: marking.marks,
    score: marking.score,
    words: form.data.words,
    now,
  });
  if (judged.ok) return { ok: true, done: form.data.means };
  return refused(409, [problemWords(judged.reason, marking.score, work.task.passMark)]);
}

function problemWords(
  reason: 'not-found' | 'own' | 'too-few-points' | 'judged-already',
  score: number,
  passMark: number,
): FormAnswer['errors'][number] {
  switch (reason) {
    case 'too-few-points':
      return {
        field: 'points1',
        message: `一共 ${score} 分，还没到 ${passMark} 分的通过线。请改分数，或者写几句话退回修改。`,
      };
    case 'own':
      return { message: '这是自己交的，要请别的老师或者教务看。' };
    case 'judged-already':
      return { message: '另一位老师刚刚评过了，这次没有写进去。请刷新页面看结果。' };
    default:
      return { message: '没有找到这份作业。请回到列表再试。' };
  }
}

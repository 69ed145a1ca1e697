import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { choicesOn, moveField } from '#app/features/exercises/answers-form.ts';
import { saveAnswers, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { readWhereItGoesOn } from '#app/features/selection/merged-enrolment.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';

/** Nothing stands at this address to be read. */
export function loader({ params }: LoaderFunctionArgs) {
  const [enrolment, exercise] = [params.enrolmentId, params.exerciseId].map((id = '') =>
    encodeURIComponent(id),
  );
  return redirect(`/learn/${enrolment}/exercises/${exercise}`);
}

const meansForm = z.object({
  attempt: z.uuid(),
  means: z.enum(['stay', 'save', 'hand-in', 'hand-in-anyway']).catch('save'),
});

/** Keeps the answers sent; with `means=hand-in` hands the attempt in, once all are answered or they say so. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { exerciseId = '' } = params;
  const now = context.now();
  const own = { enrolmentId: params.enrolmentId ?? '', personId: actor.personId };
  const { enrolmentId, desk } = await readWhereItGoesOn(context.db, own, (id) =>
    quizDesk(context.db, { ...own, enrolmentId: id, exerciseId, now }),
  );
  const quiz = `/learn/${enrolmentId}/exercises/${exerciseId}`;
  if (!desk) throw failure(request, 404, { message: '没有找到这份小测。' });
  const form = await readForm(request);
  const parsed = meansForm.safeParse({ attempt: form.get('attempt'), means: form.get('means') });
  if (!parsed.success)
    throw failure(request, 400, { message: '答卷不完整，请回到题目页再交一次。已保存的答案还在。' });
  const { attempt: attemptId } = parsed.data;
  const move = moveField.safeParse(form.get('move')).data;
  // `files=<question>`: on to the page of its files, with everything on this one kept.
  const filesOf = z.uuid().safeParse(form.get('files')).data;
  const means = filesOf ? 'files' : move ? 'stay' : parsed.data.means;
  const personId = actor.personId ?? '';
  const choices = choicesOn(form, desk.paper?.questions, move);
  const answers = { attemptId, personId, choices, now };
  const unanswered = [...choices.values()].some((choice) => choice.length === 0);
  if (means === 'hand-in-anyway' || (means === 'hand-in' && !unanswered)) {
    await submitAttempt(context.db, answers);
    throw redirect(quiz, 303);
  }
  const saved = await saveAnswers(context.db, answers);
  if (!saved) throw redirect(quiz, 303); // handed in already, perhaps in another tab: show the result
  throw redirect(wayBack[means](quiz, filesOf ?? move?.questionId), 303);
}

const wayBack = {
  stay: (quiz: string, questionId?: string) => (questionId ? `${quiz}#${questionId}` : quiz),
  save: (quiz: string) => quiz.split('/exercises/')[0] ?? quiz,
  files: (quiz: string, questionId?: string) => `${quiz}/questions/${questionId}`,
  'hand-in': (quiz: string) => `${quiz}?unanswered`,
};

export default function Answers() {
  return null;
}

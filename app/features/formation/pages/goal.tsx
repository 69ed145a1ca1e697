import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { goalForm } from '#app/features/formation/formation.schema.ts';
import { sayGoal } from '#app/features/formation/goals.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';

const notFound = { message: '没有找到这门课。可能已经退选，或者地址抄错了。' };

/** Nothing stands at this address to be read. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/learn/${encodeURIComponent(params.enrolmentId ?? '')}#goal`);
}

/** What a learner wants from the course: `goal`, or `none` to take it back. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const enrolmentId = params.enrolmentId ?? '';
  const form = goalForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success)
    throw failure(request, 400, {
      message: '没有选学习目标。请返回上一页，选一项再保存；不想说也可以不选。',
    });
  const outcome = await sayGoal(context.db, {
    enrolmentId,
    personId: actor.personId ?? '',
    goal: form.data.goal === 'none' ? null : form.data.goal,
    now: context.now(),
  });
  if (!outcome.ok && outcome.reason === 'not-found')
    throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  if (!outcome.ok)
    throw failure(request, 409, { message: '分班已经确认，目标不再改了。想换组可以找老师或教务。' });
  return redirect(`/learn/${enrolmentId}#goal`, 303);
}

export default function LearningGoal() {
  return null;
}

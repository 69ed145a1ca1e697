import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { exerciseForm } from '#app/features/exercises/exercise.schema.ts';
import {
  askInSection,
  changeExercise,
  exerciseOnDesk,
  sectionsAsking,
} from '#app/features/exercises/exercise-desk.server.ts';
import { AskingSections } from '#app/features/exercises/parts/asking-sections.tsx';
import { ExerciseFields } from '#app/features/exercises/parts/exercise-fields.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, formFields, readForm } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.exercise.title ?? '小测'} · 社区学院` },
];
export const handle = {
  breadcrumb: teachingCrumbs('exercises'),
};

const notFound = { message: '没有找到这份小测，或者不归这个账号管。' };
const doneWords: Record<string, string> = {
  made: '建好了。在右边选让哪个班考它。',
  saved: '已保存。从下一次抽题开始算数。',
  asked: '换好了。从现在起选这个班的人考这份，已经选上的人不变。',
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const exercise = await exerciseOnDesk(context.db, actor, params.exerciseId ?? '');
  if (!exercise) throw failure(request, 404, notFound);
  const today = dayOf(context.now());
  const sections = await sectionsAsking(context.db, { courseId: exercise.courseId, today });
  return { exercise, sections, done: doneIn(request, doneWords) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const [now, exerciseId] = [context.now(), params.exerciseId ?? ''];
  const exercise = await exerciseOnDesk(db, actor, exerciseId);
  if (!exercise) throw failure(request, 404, notFound);
  const { fields } = formFields(await readForm(request), []);
  if (fields.means === 'ask') {
    const asked = await askInSection(db, { actor, exercise, sectionId: fields.section ?? '', now });
    if (asked) throw redirect(`/teach/exercises/${exerciseId}?done=asked`, 303);
    return data({ fields: {}, errors: [{ message: '这个班没有要考小测，请教务先在班级里排上。' }] }, 409);
  }
  const form = exerciseForm.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const changed = await changeExercise(db, { actor, exerciseId, form: form.data, now });
  if (changed.ok) throw redirect(`/teach/exercises/${exerciseId}?done=saved`, 303);
  const words = `已经有人按 ${exercise.passMark} 分、${exercise.maxAttempts} 次选了课或答过题：及格分不再改，次数只能加。想换要求，请另建一份。`;
  return data({ fields, errors: [{ field: 'passMark', message: words }] }, 409);
}

export default function EditExercise() {
  const { exercise, sections, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const answer = sent && Object.keys(sent.fields).length > 0 ? sent : undefined;
  const usual = {
    title: exercise.title,
    intro: exercise.intro,
    drawCount: String(exercise.drawCount),
    passMark: String(exercise.passMark),
    maxAttempts: String(exercise.maxAttempts),
  };
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有保存" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={exercise.course.title}
        title={exercise.title}
        lead={
          exercise.relied ? '已经有人要考这份：及格分不再改，次数只能加。' : '还没有人要考这份，都可以改。'
        }
        actions={<ButtonLink href={`/teach/courses/${exercise.course.code}/questions`}>看题库</ButtonLink>}
      />
      <Columns aside={<AskingSections exercise={exercise} sections={sections} />}>
        <form className="form" method="post">
          <ExerciseFields answer={answer} usual={usual} drawable={exercise.drawable} />
          <div className="actions">
            <Button type="submit" tone="primary">
              保存
            </Button>
          </div>
        </form>
      </Columns>
    </>
  );
}

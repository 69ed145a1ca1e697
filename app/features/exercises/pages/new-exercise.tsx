import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { bankCourse } from '#app/features/exercises/bank.server.ts';
import { exerciseForm } from '#app/features/exercises/exercise.schema.ts';
import { makeExercise } from '#app/features/exercises/exercise-desk.server.ts';
import { ExerciseFields } from '#app/features/exercises/parts/exercise-fields.tsx';
import { makeFromTemplate, templates } from '#app/features/exercises/templates.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { coursesAtDesk, reachOf } from '#app/features/timetable/course-reach.server.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { failure, formFields, readForm } from '#app/lib/http.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { CardGrid } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

export const meta: MetaFunction = () => [{ title: '建一份小测 · 社区学院' }];
export const handle = {
  breadcrumb: teachingCrumbs('exercises'),
};

const missed = { message: '没有找到这门课，或者这门课由别的老师管。' };

/** First which course; then its form. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const code = new URL(request.url).searchParams.get('course');
  if (!code) {
    const courses = await coursesAtDesk(context.db, await reachOf(context.db, actor));
    return { course: null, courses, ready: [] };
  }
  const course = await bankCourse(context.db, actor, code);
  if (!course) throw failure(request, 404, missed);
  const ready = templates.map(({ slug, title, summary }) => ({ slug, title, summary }));
  return { course, courses: [], ready };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { fields } = formFields(await readForm(request), []);
  const course = await bankCourse(context.db, actor, fields.course ?? '');
  if (!course) throw failure(request, 404, missed);
  if (fields.template) {
    const deed = { actor, courseId: course.id, slug: fields.template, now: context.now() };
    const made = await makeFromTemplate(context.db, deed);
    if (!made) return data({ fields: {}, errors: [{ message: '没有这个模板，请重新选一个。' }] }, 400);
    throw redirect(`/teach/exercises/${made}?done=made`, 303);
  }
  const form = exerciseForm.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const now = context.now();
  const id = await makeExercise(context.db, { actor, courseId: course.id, form: form.data, now });
  throw redirect(`/teach/exercises/${id}?done=made`, 303);
}

const usual = { title: '课后小测', intro: '', drawCount: '10', passMark: '60', maxAttempts: '3' };

export default function NewExercise() {
  const { course, courses, ready } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const answer = sent && Object.keys(sent.fields).length > 0 ? sent : undefined;
  if (!course)
    return (
      <>
        <PageTitle title="建一份小测" lead="先选给哪门课建。" />
        <form className="form" method="get">
          <SelectField
            name="course"
            label="课程"
            placeholder="请选择"
            required
            options={courses.map(({ code, title }) => ({ value: code, label: title }))}
          />
          <div className="actions">
            <Button type="submit" tone="primary">
              下一步
            </Button>
          </div>
        </form>
      </>
    );
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有建" />
      <PageTitle
        eyebrow={course.title}
        title="建一份小测"
        lead="从这门课的题库里随机抽题，不限时间。"
        actions={<ButtonLink href="/teach/exercises/new">换一门课</ButtonLink>}
      />
      <form className="form" method="post" action={`/teach/exercises/new?course=${course.code}`}>
        <input type="hidden" name="course" value={course.code} />
        <ExerciseFields answer={answer} usual={usual} />
        <div className="actions">
          <Button type="submit" tone="primary">
            建好
          </Button>
        </div>
      </form>
      <Section title="用现成的模板">
        <p className="quiet">题目和案例都写好了，建好以后可以照自己的课改。</p>
        <CardGrid>
          {ready.map(({ slug, title, summary }) => (
            <Card
              key={slug}
              title={title}
              footer={
                <PostButton
                  action={`/teach/exercises/new?course=${course.code}`}
                  fields={{ course: course.code, template: slug }}
                  label={`用模板建：${title}`}
                >
                  用这个模板建
                </PostButton>
              }
            >
              <p>{summary}</p>
            </Card>
          ))}
        </CardGrid>
      </Section>
    </>
  );
}

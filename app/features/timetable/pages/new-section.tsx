import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { engagedTeachers } from '#app/features/teachers/library.server.ts';
import { listFields, newSectionForm } from '#app/features/timetable/new-section.schema.ts';
import {
  type Field,
  SeatsFields,
  WhatFields,
  WhenFields,
} from '#app/features/timetable/parts/new-section-fields.tsx';
import { WhoMayTakeFields } from '#app/features/timetable/parts/who-may-take-fields.tsx';
import { courseToPlan, plannableCourses, planningChoices } from '#app/features/timetable/planning.server.ts';
import { formFields, readForm } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { planSection } from '#app/shell/section-planning.server.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';

export const meta: MetaFunction = () => [{ title: '排一个新班 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('sections') };

/** First which course; then its form, which begins with what the course says of itself. */
export async function loader({ request, context: { db }, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const asked = new URL(request.url).searchParams.get('course');
  const course = asked ? await courseToPlan(db, asked) : null;
  if (!course)
    return { step: 'course' as const, missed: asked !== null, courses: await plannableCourses(db) };
  const [choices, teachers] = await Promise.all([
    planningChoices(db, dayOf(context.now())),
    engagedTeachers(db),
  ]);
  return {
    step: 'section' as const,
    course,
    ...choices,
    teachers: teachers.map(({ id, name, headline }) => ({ value: id, label: `${name}（${headline}）` })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const sent = formFields(await readForm(request), listFields);
  const { audience, ...lists } = sent.lists;
  const form = newSectionForm.safeParse({
    ...sent.fields,
    ...lists,
    audience: sent.fields.audienceAsked || audience.length > 0 ? audience : undefined,
  });
  if (!form.success)
    return data(
      {
        ...sent,
        errors: form.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
      },
      400,
    );
  const planned = await planSection(context.db, { actor, form: form.data, now: context.now() });
  if (!planned.ok) return data({ ...sent, errors: planned.problems }, 409);
  const skipped = planned.skipped.map(({ day }) => `&skipped=${day}`).join('');
  throw redirect(`/admin/sections/${planned.sectionId}?planned${skipped}`, 303);
}

export default function NewSection() {
  const page = useLoaderData<typeof loader>();
  if (page.step === 'section') return <SectionForm page={page} />;
  return (
    <>
      <ErrorSummary errors={page.missed ? [{ field: 'course', message: '请选一门课。' }] : []} />
      <PageTitle title="排一个新班" lead="先选课。班名、老师和面向谁，会按这门课先填好。" />
      <form className="form" method="get">
        <SelectField
          name="course"
          label="课程"
          options={page.courses}
          placeholder="请选择"
          error={page.missed ? '请选一门课。' : undefined}
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            下一步
          </Button>
        </div>
      </form>
    </>
  );
}

type SectionStep = Extract<ReturnType<typeof useLoaderData<typeof loader>>, { step: 'section' }>;

function SectionForm({ page }: { page: SectionStep }) {
  const { course, terms, teachers, venues, communities } = page;
  const sent = useActionData<typeof action>();
  const errorOf = (name: string) => sent?.errors.find((error) => error.field === name)?.message;
  const field: Field = (name, usual) => ({
    name,
    defaultValue: sent ? sent.fields[name] : usual,
    error: errorOf(name),
  });
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还不能这样排" />
      <PageTitle
        title={`给《${course.title}》排一个新班`}
        lead="先排好，五个一齐了再开班。开班以前没有人能选。"
        actions={<ButtonLink href="/admin/sections/new">换一门课</ButtonLink>}
      />
      <form className="form form-pairs" method="post" action={`/admin/sections/new?course=${course.id}`}>
        <input type="hidden" name="course" value={course.id} />
        <h2>班名和老师</h2>
        <WhatFields field={field} terms={terms} teachers={teachers} course={course} />
        <h2>什么时候，在哪里</h2>
        <WhenFields field={field} weekdays={sent?.lists.weekdays ?? []} venues={venues} />
        <h2>多少人，谁可以选</h2>
        <SeatsFields field={field} />
        <WhoMayTakeFields
          audience={sent ? sent.lists.audience : course.audience}
          communities={sent?.lists.communities ?? []}
          ageFrom={sent?.fields.ageFrom ?? ''}
          communityChoices={communities}
          errors={errorOf}
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            排好这个班
          </Button>
        </div>
      </form>
    </>
  );
}

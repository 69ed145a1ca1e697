import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { TaskFields } from '#app/features/tasks/parts/task-fields.tsx';
import { taskForm } from '#app/features/tasks/task.schema.ts';
import { creditChoices, creditsProblem } from '#app/features/tasks/task-credits.server.ts';
import { fieldsOfTask } from '#app/features/tasks/task-fields.rules.ts';
import { createTask } from '#app/features/tasks/tasks.server.ts';
import { templates } from '#app/features/tasks/templates.server.ts';
import { coursesAtDesk, reachOf } from '#app/features/timetable/course-reach.server.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { readFields } from '#app/lib/http.server.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '布置任务 · 社区学院' }];

export const handle = {
  breadcrumb: teachingCrumbs('tasks'),
};

const blank = { kind: 'assignment', files: 'welcome', passMark: '60' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const search = new URL(request.url).searchParams;
  const template = templates.find(({ key }) => key === search.get('template'));
  return {
    courses: await coursesAtDesk(context.db, await reachOf(context.db, actor)),
    creditChoices: await creditChoices(context.db, context.now()),
    template: template?.key ?? null,
    templates: templates.map(({ key, title }) => ({ key, title })),
    usual: { course: search.get('course') ?? '', ...(template ? fieldsOfTask(template) : blank) },
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const fields = await readFields(request);
  const form = taskForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const problem = await creditsProblem(context.db, { credits: form.data.credits, now: context.now() });
  if (problem) return data<FormAnswer>({ fields, errors: [{ field: 'credits', message: problem }] }, 400);
  const taskId = await createTask(context.db, {
    actor,
    courseId: fields.course ?? '',
    form: form.data,
    now: context.now(),
  });
  if (taskId) throw redirect(`/teach/tasks/${taskId}?done=created`, 303);
  const errors = [{ field: 'course', message: '请选一门课：只能给自己教的课布置。' }];
  return data<FormAnswer>({ fields, errors }, 400);
}

export default function NewTask() {
  const {
    courses,
    template,
    templates: ready,
    usual,
    creditChoices: choices,
  } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent, usual);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} />
      <PageTitle title="布置任务" lead="写清楚要做什么、怎样算好，学员照着做，交上来由老师看。" />
      <Tabs
        label="从哪里开始"
        tabs={[
          { label: '空白', href: '/teach/tasks/new', current: template === null },
          ...ready.map(({ key, title }) => ({
            label: title,
            href: `/teach/tasks/new?template=${key}`,
            current: key === template,
          })),
        ]}
      />
      {courses.length === 0 ? (
        <EmptyState title="名下还没有课">
          <p>只能给自己教的课布置任务。要是少了课，请联系教务。</p>
        </EmptyState>
      ) : (
        <form className="form" method="post" key={template}>
          <SelectField
            {...field('course')}
            label="哪门课"
            placeholder="请选择"
            options={courses.map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))}
          />
          <TaskFields field={field} creditChoices={choices} />
          <div className="actions">
            <Button tone="primary">布置</Button>
          </div>
        </form>
      )}
    </>
  );
}

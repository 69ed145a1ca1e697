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
import { changeTask, isHandedIn, retireTask, taskAtDesk } from '#app/features/tasks/tasks.server.ts';
import { taskKindNames } from '#app/features/tasks/work.rules.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.task.title ?? '任务'} · 社区学院` },
];

export const handle = {
  breadcrumb: [...teachingCrumbs(), { label: '作业和实践', href: '/teach/tasks?show=tasks' }],
};

const notFound = { message: '没有找到这项任务，或者不归这个账号管。' };
const doneWords: Record<string, string> = {
  created: '布置好了，这门课的学员现在就能看到。',
  saved: '改好了。',
};

/** Open to whoever keeps the course: its teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const task = await taskAtDesk(context.db, actor, params.taskId ?? '');
  if (!task) throw failure(request, 404, notFound);
  const done = doneIn(request, doneWords);
  return {
    task,
    rubricStays: await isHandedIn(context.db, task.id),
    creditChoices: await creditChoices(context.db, context.now()),
    done,
  };
}

/** Changes the task, or with `means=retire` sets it no more. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const taskId = params.taskId ?? '';
  const fields = await readFields(request);
  const now = context.now();
  const task = await taskAtDesk(db, actor, taskId);
  if (!task) throw failure(request, 404, notFound);
  if (fields.means === 'retire') {
    await retireTask(db, { actor, taskId, now });
    throw redirect(`/teach/tasks/${taskId}`, 303);
  }
  const form = taskForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const problem = await creditsProblem(db, { credits: form.data.credits, before: task.credits, now });
  if (problem) return data<FormAnswer>({ fields, errors: [{ field: 'credits', message: problem }] }, 400);
  const changed = await changeTask(db, { actor, taskId, form: form.data, now });
  if (changed.ok) throw redirect(`/teach/tasks/${taskId}?done=saved`, 303);
  if (changed.reason === 'not-found') throw failure(request, 404, notFound);
  const message =
    '已经有人照着原来的评分标准交了，评分项、通过线和学分不能再改，所以没有保存。要用新的标准，请另布置一项。';
  return data<FormAnswer>({ fields, errors: [{ field: 'passMark', message }] }, 409);
}

export default function EditTask() {
  const { task, rubricStays, creditChoices: choices, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有保存" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={`${task.courseTitle} · ${taskKindNames[task.kind]}`}
        title={task.title}
        lead={
          task.retiredAt
            ? `${formatDate(task.retiredAt)} 起不再布置；已经要做的人还能做完。`
            : task.required
              ? '新排的班结业要做这一项。'
              : '自选，不影响结业。'
        }
      />
      <form className="form" method="post">
        <TaskFields
          field={fieldOf(sent, fieldsOfTask(task))}
          rubricStays={rubricStays}
          creditChoices={choices}
        />
        <div className="actions">
          <Button tone="primary">保存</Button>
        </div>
      </form>
      {task.retiredAt ? null : (
        <div className="section">
          <ConfirmFold label="不再布置…">
            <p>以后选课的人不会再看到它。结业要做它的人、已经写了的人，还能做完；交过的都留着。</p>
            <PostButton action={`/teach/tasks/${task.id}`} fields={{ means: 'retire' }}>
              不再布置
            </PostButton>
          </ConfirmFold>
        </div>
      )}
    </>
  );
}

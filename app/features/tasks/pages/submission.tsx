import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { ReviewForm } from '#app/features/tasks/parts/review-form.tsx';
import { RubricTable } from '#app/features/tasks/parts/rubric-table.tsx';
import { VersionCard } from '#app/features/tasks/parts/work-shown.tsx';
import { applyReviewForm } from '#app/features/tasks/review-actions.server.ts';
import { reviewDesk } from '#app/features/tasks/reviewing.server.ts';
import { isLate } from '#app/features/tasks/work.rules.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns, Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.work.task.title ?? '作业'} · 社区学院` },
];

export const handle = {
  breadcrumb: teachingCrumbs('tasks'),
};

const notFound = { message: '没有找到这份作业，或者这个班由别的老师带。' };
const doneWords: Record<string, string> = {
  pass: '已通过，学员收到了通知。',
  return: '已退回修改，学员收到了通知。',
};

/** Open to the section's teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const submissionId = params.submissionId ?? '';
  const desk = await reviewDesk(context.db, { actor, submissionId, now: context.now() });
  if (!desk) throw failure(request, 404, notFound);
  await noteOpened(context.db, {
    actor,
    action: 'submission.read',
    subject: ['submission', submissionId],
    concerns: desk.work.personId,
    now: context.now(),
  });
  const done = doneIn(request, doneWords);
  return { ...desk, instructions: renderMarkdown(desk.work.task.instructions), done };
}

/** Passes the work, or returns it with words. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const submissionId = params.submissionId ?? '';
  const now = context.now();
  const fields = await readFields(request);
  const desk = await reviewDesk(context.db, { actor, submissionId, now });
  if (!desk) throw failure(request, 404, notFound);
  const outcome = await applyReviewForm(context.db, { actor, work: desk.work, fields, now });
  if (outcome.ok) throw redirect(`/teach/submissions/${submissionId}?done=${outcome.done}`, 303);
  return data(outcome.answer, outcome.status);
}

export default function Submission() {
  const { work, versions, instructions, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const shown = versions.find(({ id }) => id === work.id);
  const others = versions.filter(({ id }) => id !== work.id);
  const { task } = work;
  const late = shown?.submittedAt && isLate(task.dueOn, shown.submittedAt);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有评完" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={`${work.courseTitle} · ${sectionName(work.sectionTitle)}`}
        title={task.title}
        lead={`${work.personName}，第 ${work.number} 次交。${late && task.dueOn ? `希望的日子是 ${formatDate(task.dueOn)}。` : ''}`}
      />
      <Columns
        aside={
          <Section title="任务">
            <RichText html={instructions} />
          </Section>
        }
      >
        <Section title="交上来的">{shown ? <VersionCard version={shown} /> : null}</Section>
        <Section title="评分标准">
          <RubricTable criteria={task.criteria} passMark={task.passMark} marks={shown?.review?.marks} />
        </Section>
        <Verdict />
        {others.length > 0 ? (
          <Section title="别的几次">
            <Stack>
              {others.map((version) => (
                <VersionCard key={version.id} version={version} />
              ))}
            </Stack>
          </Section>
        ) : null}
      </Columns>
    </>
  );
}

function Verdict() {
  const { work, versions, own } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (versions.find(({ id }) => id === work.id)?.state !== 'handed-in') return null;
  if (own) return <Notice title="这是自己交的">自己的作业要请别的老师或者教务看，所以这里不能评。</Notice>;
  return (
    <Section title="评一评">
      <ReviewForm task={work.task} answer={sent} />
    </Section>
  );
}

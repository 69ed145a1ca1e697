import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { type Marked, markAttempt } from '#app/features/exercises/marking.server.ts';
import { markingDesk } from '#app/features/exercises/marking-desk.server.ts';
import { marksIn } from '#app/features/exercises/marking-form.ts';
import { MarkingForm } from '#app/features/exercises/parts/marking-form.tsx';
import { QuestionToMark } from '#app/features/exercises/parts/question-to-mark.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `看答卷：${page?.attempt.exercise.title ?? '小测'} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: teachingCrumbs('exercises/marking'),
};

const notFound = { message: '没有找到这份答卷，或者这个班由别的老师带。' };

/** Open to the section's teachers, the registrar, the academy's admin. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const attemptId = params.attemptId ?? '';
  const desk = await markingDesk(context.db, { actor, attemptId, now: context.now() });
  if (!desk) throw failure(request, 404, notFound);
  await noteOpened(context.db, {
    actor,
    action: 'attempt.read',
    subject: ['attempt', attemptId],
    concerns: desk.attempt.personId,
    now: context.now(),
  });
  return { ...desk, done: new URL(request.url).searchParams.has('done') };
}

/** Says of every question that was answered with files whether it is right, with words. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const attemptId = params.attemptId ?? '';
  const now = context.now();
  const fields = await readFields(request);
  const desk = await markingDesk(context.db, { actor, attemptId, now });
  if (!desk) throw failure(request, 404, notFound);
  const sent = marksIn(desk.questions, fields);
  if (!sent.ok) return data({ fields, errors: sent.errors }, 400);
  const marked = await markAttempt(context.db, { actor, attemptId, marks: sent.marks, now });
  if (marked.ok) throw redirect(`/teach/exercises/marking/${attemptId}?done`, 303);
  return data({ fields, errors: [{ message: refusals[marked.reason] }] }, 409);
}

const refusals: Record<Extract<Marked, { ok: false }>['reason'], string> = {
  own: '这是自己答的，要请别的老师或者教务看。',
  incomplete: '有的题还没有看。请回到列表，再打开这份答卷。',
  'marked-already': '这份答卷已经有人看过了，这次没有写进去。结果在下面。',
  'not-found': '没有找到这份答卷。请回到列表再试。',
};

export default function MarkingPage() {
  const { attempt, questions, own, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const mayMark = attempt.waiting && !own;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有评完" />
      {done && !sent ? <Notice tone="success" title="评好了，学员收到了通知。" announce /> : null}
      <PageTitle
        eyebrow={`${attempt.courseTitle} · ${sectionName(attempt.sectionTitle)}`}
        title={attempt.exercise.title}
        lead={`${attempt.personName}，第 ${attempt.number} 次答，${formatMoment(attempt.submittedAt)} 交。${scoreWords(attempt)}`}
      />
      {own && attempt.waiting ? (
        <div className="mb-6">
          <Notice title="这是自己答的">自己的答卷要请别的老师或者教务看，所以这里不能评。</Notice>
        </div>
      ) : null}
      {mayMark ? (
        <MarkingForm questions={questions} answer={sent} />
      ) : (
        <>
          {questions.map((question) => (
            <QuestionToMark key={question.questionId} question={question} />
          ))}
          <div className="actions">
            <ButtonLink href="/teach/exercises/marking" tone="primary">
              看下一份
            </ButtonLink>
          </div>
        </>
      )}
    </>
  );
}

function scoreWords({ score, exercise }: { score: number | null; exercise: { passMark: number } }): string {
  if (score === null) return `${exercise.passMark} 分通过，下面几题要看过才出分。`;
  return `${score} 分，${score >= exercise.passMark ? '通过了' : `还没到 ${exercise.passMark} 分`}。`;
}

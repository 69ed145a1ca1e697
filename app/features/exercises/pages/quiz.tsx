import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { startAttempt } from '#app/features/exercises/attempts.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { CaseText } from '#app/features/exercises/parts/case-text.tsx';
import { QuizPaper } from '#app/features/exercises/parts/quiz-paper.tsx';
import { QuizResult } from '#app/features/exercises/parts/quiz-result.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { readWhereItGoesOn } from '#app/features/selection/merged-enrolment.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { learningCrumbs } from '#app/shell/learning-crumbs.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { You } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.exercise.title ?? '小测'} · 社区学院` },
];

export const handle: PageHandle = {
  width: 'reading',
  interactive: true,
  breadcrumb: learningCrumbs(({ enrolment }: { enrolment: { id: string; courseTitle: string } }) => ({
    title: enrolment.courseTitle,
    enrolmentId: enrolment.id,
  })),
};

const notFound = { message: '没有找到这份小测。可能已经退选，或者地址抄错了。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const desk = await quizDesk(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    exerciseId: params.exerciseId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  if (!desk) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  return { ...desk, unanswered: new URL(request.url).searchParams.has('unanswered') };
}

/** Begins an attempt, or goes on with the open one. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { exerciseId = '' } = params;
  const now = context.now();
  const { personId } = actor;
  const own = { enrolmentId: params.enrolmentId ?? '', personId };
  const { enrolmentId, desk } = await readWhereItGoesOn(context.db, own, (id) =>
    quizDesk(context.db, { enrolmentId: id, exerciseId, personId, now }),
  );
  if (!desk) throw failure(request, 404, notFound);
  const outcome = await startAttempt(context.db, {
    exerciseId,
    enrolmentId,
    personId: personId ?? '',
    now,
  });
  if (!outcome.ok && outcome.reason !== 'passed') return data(null, 409);
  throw redirect(`/learn/${enrolmentId}/exercises/${exerciseId}`, 303);
}

/** Beside its course a quiz need not carry the course's name. */
function nameIn(title: string, courseTitle: string): string {
  return title.startsWith(`${courseTitle}：`) ? title.slice(courseTitle.length + 1) : title;
}

function leadOf({ number, score }: { number: number; score: number | null }, passMark: number): string {
  if (score === null) return `第 ${number} 次交上去了，等老师看过再出分。`;
  return `第 ${number} 次：${score} 分，${score >= passMark ? '通过了。' : `还没到 ${passMark} 分。`}`;
}

export default function Quiz() {
  const { exercise, enrolment, paper, result, attemptsUsed, unanswered } = useLoaderData<typeof loader>();
  const back = `/learn/${enrolment.id}`;
  const title = nameIn(exercise.title, enrolment.courseTitle);
  if (paper)
    return (
      <QuizPaper
        exercise={{ ...exercise, title }}
        paper={paper}
        action={`${back}/exercises/${exercise.id}/answers`}
        unanswered={unanswered}
      />
    );
  const left = exercise.maxAttempts - attemptsUsed;
  const waits = result !== null && result.score === null;
  const passed = result !== null && result.score !== null && result.score >= exercise.passMark;
  return (
    <>
      <PageTitle
        eyebrow={enrolment.courseTitle}
        title={title}
        lead={
          result
            ? leadOf(result, exercise.passMark)
            : `${exercise.drawCount} 道题，${exercise.passMark} 分通过，可以考 ${exercise.maxAttempts} 次，取最好的一次。`
        }
      />
      {result ? (
        <QuizResult result={result} passed={passed} />
      ) : (
        <>
          {exercise.intro ? <CaseText text={exercise.intro} /> : null}
          <p>不限时间。每答一题自动保存，中途离开，回来接着答。</p>
        </>
      )}
      <form method="post" className="actions">
        {!passed && !waits && left > 0 ? (
          <Button type="submit" tone="primary">
            {result ? `再考一次（还有 ${left} 次）` : '开始答题'}
          </Button>
        ) : null}
        <ButtonLink href={back} tone={passed || waits || left === 0 ? 'primary' : 'secondary'}>
          回到这门课
        </ButtonLink>
      </form>
      {!passed && !waits && left === 0 ? (
        <p>
          {exercise.maxAttempts} 次都用完了。先别急，请老师帮
          <You />
          看看哪里没弄懂，教务可以再给一次机会。
        </p>
      ) : null}
    </>
  );
}

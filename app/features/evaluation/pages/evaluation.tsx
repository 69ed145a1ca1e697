import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { ballotForm, MOST_COMMENT } from '#app/features/evaluation/ballot.schema.ts';
import { castBallot } from '#app/features/evaluation/ballots.server.ts';
import { formForSchool } from '#app/features/evaluation/forms.server.ts';
import { BallotForm } from '#app/features/evaluation/parts/ballot-form.tsx';
import { evaluationDesk } from '#app/features/evaluation/windows.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import { courseElsewhere } from '#app/shell/course-elsewhere.server.ts';
import { learningCrumbs } from '#app/shell/learning-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken, You } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `评价《${page?.desk.courseTitle ?? ''}》 · 社区学院` },
];

export const handle = {
  width: 'reading',
  breadcrumb: learningCrumbs(({ desk }: { desk: { enrolmentId: string; courseTitle: string } }) => ({
    title: desk.courseTitle,
    enrolmentId: desk.enrolmentId,
  })),
};

const notFound = { message: '没有找到这门课的评价。可能已经退选，或者地址抄错了。' };

const noForm = { message: '学院还没有公布这所学校的评价表，现在不能评价。公布以后再来，不影响结业。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const desk = await evaluationDesk(context.db, {
    enrolmentId: params.enrolmentId ?? '',
    personId: actor.personId,
    now: context.now(),
  });
  const stored = desk ? await formForSchool(context.db, desk.school as School) : null;
  if (!desk) throw await courseElsewhere(request, context, { actor, ...params, ...notFound });
  if (!stored) throw failure(request, 404, noForm);
  // Only what the page shows leaves the server: never an answer, and nothing that is kept.
  const { personId: _, ...shown } = desk;
  return { desk: shown, form: stored.form };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const enrolmentId = params.enrolmentId ?? '';
  const desk = await evaluationDesk(context.db, {
    enrolmentId,
    personId: actor.personId,
    now: context.now(),
  });
  const stored = desk ? await formForSchool(context.db, desk.school as School) : null;
  if (!desk) throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  if (!stored) throw failure(request, 404, noForm);
  const fields = await readFields(request);
  const parsed = ballotForm(stored.form).safeParse(fields);
  if (!parsed.success)
    return data(
      {
        errors: parsed.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })),
        fields,
      },
      400,
    );
  const { comment, ...answers } = parsed.data;
  const outcome = await castBallot(context.db, {
    actor,
    enrolmentId,
    answers,
    comment: comment ?? '',
    now: context.now(),
  });
  if (outcome.ok || outcome.reason === 'already') throw redirect(`/learn/${enrolmentId}/evaluation`, 303);
  if (outcome.reason === 'not-found')
    throw await courseElsewhere(request, context, { actor, enrolmentId, ...notFound });
  return data({ errors: [{ field: undefined, message: refusals[outcome.reason] }], fields }, 409);
}

const refusals = {
  'window-closed': '评价时间已经过了，这次没有记下。',
  answers: '有题目没有答完，请补上再交。',
  comment: `评语最多 ${MOST_COMMENT} 字，请删短一些再交。`,
} as const;

export default function Evaluation() {
  const { desk, form } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const spoken = useSpoken();
  if (desk.done) return <Thanks />;
  if (!desk.open) return <Closed />;
  return (
    <>
      <ErrorSummary errors={answered?.errors ?? []} />
      <PageTitle
        eyebrow={sectionName(desk.sectionTitle)}
        title={`评价《${desk.courseTitle}》`}
        lead={[
          desk.teacherName ? `老师：${desk.teacherName}。` : '',
          desk.closesAt ? `${formatMoment(desk.closesAt)} 截止。` : '',
        ].join('')}
      />
      <Notice tone="info" title={spoken(form.privacyNote)}>
        <a href="/help/evaluation">为什么查不出是谁评的</a>
      </Notice>
      <BallotForm form={form} errors={answered?.errors ?? []} fields={answered?.fields ?? {}} />
    </>
  );
}

function Thanks() {
  const { desk } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="评价已收到" lead={`《${desk.courseTitle}》的评价回执已经记下。`} />
      <p>
        学院只知道
        <You />
        交过了，不知道填了什么。评价满 5 份才一起计入公布的分数。
      </p>
      <div className="actions">
        <ButtonLink tone="primary" href={`/learn/${desk.enrolmentId}`}>
          回到这门课
        </ButtonLink>
        <ButtonLink href="/me">我的</ButtonLink>
      </div>
    </>
  );
}

function Closed() {
  const { desk } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="现在不能评价"
        lead={desk.opensAt ? `评价从 ${formatMoment(desk.opensAt)} 开始。` : '这门课结课以后开放评价。'}
      />
      <p>没有评价也不会丢学分：其他要求都完成的，评价截止后自动按已完成处理。</p>
      <div className="actions">
        <ButtonLink href={`/learn/${desk.enrolmentId}`}>回到这门课</ButtonLink>
      </div>
    </>
  );
}

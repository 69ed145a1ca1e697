import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { decidingProblem } from '#app/features/adjustments/adjustment-kinds.rules.ts';
import { doneWords, stateWords, sumWords } from '#app/features/adjustments/adjustment-words.rules.ts';
import { alikeTo } from '#app/features/adjustments/alike.server.ts';
import { applyDecisionForm } from '#app/features/adjustments/desk-actions.server.ts';
import { keepersOfCredits } from '#app/features/adjustments/keepers.ts';
import { labelOfKind } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { AdjustmentFacts } from '#app/features/adjustments/parts/adjustment-facts.tsx';
import { AlikeList } from '#app/features/adjustments/parts/alike-list.tsx';
import { DecisionForms } from '#app/features/adjustments/parts/decision-forms.tsx';
import { adjustmentOf } from '#app/features/adjustments/reading.server.ts';
import { lastDayToAppeal } from '#app/features/appeals/subjects.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { answerWithin, answerWords } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { AnswerBy } from '#app/ui/answer-by.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.adjustment.personName ?? ''}的学分调整 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: adminCrumbs('credits/adjustments') };

const notFound = { message: '没有找到这个学分调整。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  const adjustmentId = params.adjustmentId ?? '';
  const { db } = context;
  const adjustment = isId(adjustmentId) ? await adjustmentOf(db, adjustmentId) : null;
  const reach = reachBy(actor, keepersOfCredits, context.now());
  if (!adjustment || !(await isReached(db, reach, adjustment.personId)))
    throw failure(request, 404, notFound);
  await writeJournal(db, {
    ...{ actor, now: context.now(), detail: {} },
    action: 'adjustment.read',
    subjectType: 'adjustment',
    subjectId: adjustmentId,
  });
  const rules = await rulesIfAny(db, adjustment.occurredOn);
  const category = rules?.rules.categories.find(({ code }) => code === adjustment.category);
  const activity = rules ? labelOfKind(rules.rules, adjustment) : '';
  return {
    adjustment,
    alike: adjustment.state === 'open' ? await alikeTo(context.db, adjustment) : [],
    category: [`${adjustment.category} ${category?.label ?? ''}`.trim(), activity].filter(Boolean).join('：'),
    isProposer: actor.personId === adjustment.proposedById,
    problem: decidingProblem(actor.personId, adjustment),
    answer: answerWithin(
      adjustment.state === 'open' ? adjustment.proposedAt : null,
      policy.secondPersonWithinWorkingDays,
      context.now(),
    ),
    done: doneIn(request, doneWords),
  };
}

/** Confirms, declines or takes back what was proposed. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  const adjustmentId = params.adjustmentId ?? '';
  const fields = await readFields(request);
  if (!isId(adjustmentId)) throw failure(request, 404, notFound);
  const [{ db }, now] = [context, context.now()];
  const appealUntil = await lastDayToAppeal(db, now);
  const applied = await applyDecisionForm(db, { actor, adjustmentId, fields, appealUntil, now });
  if (applied.ok) throw redirect(`/admin/credits/adjustments/${adjustmentId}?done=${applied.done}`, 303);
  if (applied.status === 404) throw failure(request, 404, notFound);
  return data(applied.answer, applied.status);
}

export default function AdjustmentPage() {
  const { adjustment, alike, category, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { tone, words } = stateWords[adjustment.state];
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有办好" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={adjustment.personName}
        title={`《${adjustment.title}》${sumWords(adjustment)}`}
        actions={<Status tone={tone}>{words}</Status>}
      />
      <Stack gap={8}>
        <AdjustmentFacts adjustment={adjustment} category={category} />
        <AlikeList alike={alike} />
        {adjustment.state === 'open' ? <Open /> : null}
      </Stack>
    </>
  );
}

/** What whoever is looking may do about it. */
function Open() {
  const { adjustment, alike, isProposer, problem, answer } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  if (isProposer)
    return (
      <Notice
        title="等另一个人核对"
        action={
          <PostButton action={`/admin/credits/adjustments/${adjustment.id}`} fields={{ means: 'withdraw' }}>
            撤回
          </PostButton>
        }
      >
        {answerWords(answer)}自己提的不能自己确认。写错了可以撤回，再提一次。
      </Notice>
    );
  if (problem === 'own') return <Notice title="这是自己的学分">要由别人来核对，所以这里不能确认。</Notice>;
  return (
    <>
      {answer.answerBy ? (
        <p>
          提出的人等着答复，应在 <AnswerBy {...answer} />。
        </p>
      ) : null}
      <DecisionForms adjustment={adjustment} alike={alike} answer={sent} />
    </>
  );
}

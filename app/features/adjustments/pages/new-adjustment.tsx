import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { applyProposalForm } from '#app/features/adjustments/desk-actions.server.ts';
import { keepersOfCredits } from '#app/features/adjustments/keepers.ts';
import type { Choice } from '#app/features/adjustments/kinds-of-activity.rules.ts';
import { KindPicker } from '#app/features/adjustments/parts/kind-picker.tsx';
import { PersonPicker } from '#app/features/adjustments/parts/person-picker.tsx';
import { AdditionFields, ProposalFields } from '#app/features/adjustments/parts/proposal-fields.tsx';
import { subjectOf } from '#app/features/adjustments/subject.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '提出学分调整 · 社区学院' }];

export const handle: PageHandle = { breadcrumb: adminCrumbs('credits/adjustments') };

const notFound = { message: '没有找到这个人或者这笔学分。' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  const subject = await subjectOf(context.db, {
    search: new URL(request.url).searchParams,
    actor,
    now: context.now(),
  });
  if (!subject) throw failure(request, 404, notFound);
  return subject;
}

/** Proposes; nothing is posted before somebody else has confirmed. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  const fields = await readFields(request);
  const applied = await applyProposalForm(context.db, { actor, fields, now: context.now() });
  if (applied.ok) throw redirect(`/admin/credits/adjustments/${applied.adjustmentId}?done=proposed`, 303);
  if (applied.status === 404) throw failure(request, 404, notFound);
  const reckoned = applied.status === 200 ? applied.reckoned : null;
  return data({ ...applied.answer, reckoned }, applied.status);
}

export default function NewAdjustment() {
  const subject = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const chosen = subject.chosen ?? choiceNamed(subject.categories, sent?.fields.category);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有提出" />
      <PageTitle
        eyebrow={subject.person?.name}
        title={subject.entry ? `更正《${subject.entry.title}》的学分` : '提出学分调整'}
        lead={
          subject.entry
            ? `这一笔现在是 ${formatHundredths(subject.entry.amount)} 学分。核对以后，它会被冲销，按更正后的数另记一笔。`
            : '补记漏掉的学分。提了以后由另一个人核对，核对以后才记入。'
        }
      />
      {subject.person === null ? (
        <PersonPicker q={subject.q} found={subject.found} />
      ) : subject.own ? (
        <Notice title="这是自己的学分">要由别人来提，这里不能给自己提。</Notice>
      ) : subject.entry || chosen ? (
        <Proposal chosen={chosen} />
      ) : (
        <KindPicker personId={subject.person.id} categories={subject.categories} />
      )}
    </>
  );
}

/** What was sent may name a category that has one kind alone, or none in the address: what was typed is kept all the same. */
function choiceNamed(choices: readonly Choice[], name: string | undefined): Choice | null {
  if (!name) return null;
  return choices.find(({ value }) => value === name || value.startsWith(`${name}.`)) ?? null;
}

function Proposal({ chosen }: { chosen: Choice | null }) {
  const { person, entry, same } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent, { elective: 'required' });
  const about = entry ? `entry=${entry.id}` : `person=${person?.id}&category=${chosen?.value}`;
  const back = entry ? `/admin/credits/${entry.id}` : '/admin/credits/adjustments';
  const isReckoned = chosen !== null && chosen.activity !== '';
  return (
    <form className="form" method="post" action={`/admin/credits/adjustments/new?${about}`}>
      {entry ? (
        <input type="hidden" name="entry" value={entry.id} />
      ) : (
        <input type="hidden" name="person" value={person?.id} />
      )}
      <ProposalFields field={field} mode={entry ? 'correct' : 'add'} amount={!isReckoned}>
        {chosen ? <AdditionFields field={field} chosen={chosen} same={same} /> : null}
      </ProposalFields>
      {sent?.reckoned ? <ReckonedNote {...sent.reckoned} /> : null}
      <div className="actions">
        <Button tone="primary">
          {isReckoned && !sent?.reckoned ? '下一步：看怎么算' : '提出，等人核对'}
        </Button>
        <ButtonLink href={back} tone="quiet">
          不提了
        </ButtonLink>
      </div>
    </form>
  );
}

/** What the rules make of it, before it is proposed; whatever is changed after that is shown once more. */
function ReckonedNote({ amount, words }: { amount: number; words: string }) {
  return (
    <Notice title={`这样算：${words}`} announce>
      <input type="hidden" name="shown" value={amount} />
      由规则算出来，不能另写一个数。没有错，就再按一次下面的按钮提出。
    </Notice>
  );
}

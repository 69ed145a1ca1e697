import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isClosedYear } from '#app/features/closing/frozen-years.server.ts';
import { exemptionDeed } from '#app/features/credits/exemption.schema.ts';
import { exemptionKinds } from '#app/features/credits/exemption-kinds.server.ts';
import { exemptionInFull } from '#app/features/credits/exemption-reading.server.ts';
import { decideExemption, endExemption } from '#app/features/credits/exemption-steps.server.ts';
import {
  decidersOfExemptions,
  endersOfExemptions,
  readersOfExemptions,
} from '#app/features/credits/keepers.ts';
import { DecideExemption, EndExemption } from '#app/features/credits/parts/exemption-deeds.tsx';
import { ExemptionStory } from '#app/features/credits/parts/exemption-story.tsx';
import { answerWithin, answerWords } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '免考核 · 教务 · 社区学院' }];

export const handle = { breadcrumb: adminCrumbs('exemptions') };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfExemptions);
  const { exemptionId } = params;
  const exemption = await inReach(request, context, { actor, exemptionId, roles: readersOfExemptions });
  await noteOpened(context.db, {
    actor,
    action: 'exemption.read',
    subject: ['exemption', exemption.id],
    concerns: exemption.personId,
    now: context.now(),
  });
  const kinds = await exemptionKinds(context.db, dayOf(context.now()));
  const own = actor.personId === exemption.personId;
  const waits = exemption.decided === null;
  const holdsStill = exemption.decided?.outcome === 'approved' && exemption.ended === null;
  const proposer = actor.personId === exemption.proposed?.byId;
  const may = (roles: readonly Role[]) =>
    isReached(context.db, reachBy(actor, roles, context.now()), exemption.personId);
  return {
    exemption,
    kinds,
    done: new URL(request.url).searchParams.get('done'),
    waitsForOther: waits && (own || proposer),
    answer: answerWithin(
      waits ? (exemption.proposed?.at ?? null) : null,
      policy.secondPersonWithinWorkingDays,
      context.now(),
    ),
    mayDecide: waits && !own && !proposer && (await may(decidersOfExemptions)),
    mayEnd: holdsStill && !own && (await may(endersOfExemptions)),
    frozen: (waits || holdsStill) && (await isClosedYear(context.db, exemption.year)),
  };
}

/** Unknown and out of reach are the same 404. */
async function inReach(
  request: Request,
  { db, now }: RequestContext,
  { actor, exemptionId = '', roles }: { actor: Actor; exemptionId?: string; roles: readonly Role[] },
) {
  const found = await exemptionInFull(db, { exemptionId, ...reachBy(actor, roles, now()) });
  if (!found) throw failure(request, 404, { message: '没有找到这条免考核，或者不在管理范围里。' });
  return found;
}

const refusals = {
  'not-found': '没有找到这条免考核，或者还没有批准。',
  own: '自己的免考核要由别人来办。',
  proposer: '提出的人不能自己批准，请另一位管理员来办。',
  decided: '这条已经有人办过了，请看下面的经过。',
  already: '这个身份这一年已经免考核了，这一条不能再批准；可以写明原因不批准。',
  ended: '这条免考核已经结束过了。',
} as const;

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfExemptions);
  const fields = await readFields(request);
  const form = exemptionDeed.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  const deed = form.data;
  const roles = deed.means === 'end' ? endersOfExemptions : decidersOfExemptions;
  if (!holds(actor, ...roles)) throw failure(request, 403);
  const asked = { actor, exemptionId: params.exemptionId, roles };
  const { id: exemptionId } = await inReach(request, context, asked);
  const { db } = context;
  const base = { actor, exemptionId, now: context.now() };
  const outcome =
    deed.means === 'end'
      ? await endExemption(db, { ...base, reason: deed.reason })
      : await decideExemption(db, {
          ...base,
          outcome: deed.means === 'approve' ? 'approved' : 'refused',
          words: deed.words,
        });
  if (outcome.ok) throw redirect(`/admin/exemptions/${exemptionId}?done=${deed.means}`, 303);
  return data<FormAnswer>({ fields, errors: [{ message: refusals[outcome.reason] }] }, 409);
}

const doneWords: Record<string, string> = {
  proposed: '已经提出，等另一位管理员批准',
  approve: '已经批准，本人会收到通知',
  refuse: '没有批准，提出的人会收到通知',
  end: '已经结束，本人会收到通知',
};

export default function ExemptionPage() {
  const { exemption, kinds, done, mayDecide, mayEnd, waitsForOther, answer, frozen } =
    useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const words = done ? doneWords[done] : undefined;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有办成" />
      {words && !sent ? <Notice tone="success" title={words} announce /> : null}
      <PageTitle title={`${exemption.personName}：${exemption.year}\u00a0年免考核`} />
      <ExemptionStory exemption={exemption} kinds={kinds} />
      {frozen ? (
        <Notice title={`${exemption.year}\u00a0年已经结账`}>
          在这里批准或结束，只记下这条免考核；年度学分情况表不会自己改，要由两位管理员在“年度结账”里重新打开本人的那一份。
        </Notice>
      ) : null}
      {answer.answerBy ? <p>{answerWords(answer)}</p> : null}
      {waitsForOther ? <p className="quiet">提出的人和本人不能批准，要由另一位管理员来办。</p> : null}
      {mayDecide ? (
        <Section title="批准还是不批准">
          <DecideExemption field={fieldOf(sent)} />
        </Section>
      ) : null}
      {mayEnd ? (
        <Section title="结束">
          <EndExemption field={fieldOf(sent)} sent={sent !== undefined} />
        </Section>
      ) : null}
    </>
  );
}

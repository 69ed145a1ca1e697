import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import {
  correctableNames,
  correctionStateNames,
  correctionStateTones,
  isAppliedHere,
} from '#app/features/privacy/corrections.rules.ts';
import { correctionDecisionForm } from '#app/features/privacy/corrections.schema.ts';
import { correctionInReach, decideCorrection } from '#app/features/privacy/corrections.server.ts';
import { keepersOfData } from '#app/features/privacy/keepers.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `更正请求：${page?.asked.personName ?? ''} · 社区学院` },
];
export const handle: PageHandle = { width: 'reading', breadcrumb: adminCrumbs('corrections') };

const notFound = { message: '没有找到这份请求。' };
const doneWords = { decided: '已经处理，本人收到了通知。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const reach = reachBy(actor, keepersOfData, context.now());
  const asked = await correctionInReach(context.db, { requestId: params.requestId ?? '', reach });
  if (!asked) throw failure(request, 404, notFound);
  const subject: [string, string] = ['correction', params.requestId ?? ''];
  const read = { action: 'correction.read', subject, concerns: asked.personId };
  await noteOpened(context.db, { actor, ...read, now: context.now() });
  return { asked, isOwn: asked.personId === actor.personId, done: doneIn(request, doneWords) };
}

const refusals = {
  own: '这是自己的请求，要请别的教务处理。',
  decided: '别人刚刚处理过，这次没有写进去。请刷新页面看结果。',
};

/** Corrects or refuses, with words. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const requestId = params.requestId ?? '';
  const now = context.now();
  const reach = reachBy(actor, keepersOfData, now);
  if (!(await correctionInReach(context.db, { requestId, reach }))) throw failure(request, 404, notFound);
  const fields = await readFields(request);
  const form = correctionDecisionForm.safeParse(fields);
  if (!form.success) {
    const answer: FormAnswer = { fields, errors: formErrors(form.error) };
    return data(answer, 400);
  }
  const outcome = await decideCorrection(context.db, { actor, reach, requestId, decision: form.data, now });
  if (outcome.ok) throw redirect(`/admin/corrections/${requestId}?done=decided`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, notFound);
  const answer: FormAnswer = { fields, errors: [{ message: refusals[outcome.reason] }] };
  return data(answer, 409);
}

export default function AdminCorrection() {
  const { asked, isOwn, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { what, wish, words, state, decision, personId } = asked;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="还没有处理" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        eyebrow={<Status tone={correctionStateTones[state]}>{correctionStateNames[state]}</Status>}
        title={`更正请求：${asked.personName}`}
      />
      <DescriptionList
        facts={[
          ['改哪里', correctableNames[what]],
          ['应该是', wish],
          words ? ['说明', words] : null,
          ['提交', formatMoment(asked.askedAt)],
          ['期限', `${formatDate(asked.dueOn)}（含当天）`],
        ]}
      />
      <p>
        <a href={`/admin/people/${personId}`}>看这个人</a>
      </p>
      {decision ? (
        <Section title="怎么处理的">
          <p className="whitespace-pre-line">{decision.words}</p>
          <p className="quiet">{formatMoment(decision.at)}</p>
        </Section>
      ) : isOwn ? (
        <Notice title={refusals.own} />
      ) : (
        <Section title="怎么处理">
          <p>
            {isAppliedHere(what)
              ? `选“照改”，${correctableNames[what]}马上改成上面写的。已经结账的年度情况表不变。`
              : '岗位和别的事，请先在这个人的页面里改好，再回来选“改好了”。'}
          </p>
          <form className="form" method="post">
            <TextArea
              {...fieldOf(sent)('words')}
              label="说明"
              hint="会原样告诉本人。"
              rows={3}
              maxLength={1000}
            />
            <div className="actions">
              <Button name="outcome" value="done" tone="primary">
                {isAppliedHere(what) ? '照改' : '改好了'}
              </Button>
              <Button name="outcome" value="refused">
                不改
              </Button>
            </div>
          </form>
        </Section>
      )}
    </>
  );
}

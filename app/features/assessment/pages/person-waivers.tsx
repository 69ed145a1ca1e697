import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { LeadershipRules } from '#app/features/assessment/parts/leadership-rules.tsx';
import { WaiverEndForm, WaiverForm } from '#app/features/assessment/parts/waiver-form.tsx';
import { WaiverTable } from '#app/features/assessment/parts/waiver-table.tsx';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { personRecord } from '#app/features/assessment/statement.server.ts';
import { waiverEndForm, waiverForm } from '#app/features/assessment/waiver.schema.ts';
import { waiversOf } from '#app/features/assessment/waivers.server.ts';
import { decidesOf, endWaiver, type WaiverRefusal, waive } from '#app/features/assessment/waiving.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, formWords, readForm } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.name ?? ''}的领办豁免 · 教务 · 社区学院` },
];

export const handle: PageHandle = { breadcrumb: adminCrumbs('waivers') };

const unknown = '没有找到这个人，或者不在负责的范围里。';
const doneWords = { waived: '豁免了，也通知了本人。', ended: '收回了，也通知了本人。' };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'academy-admin');
  const { db } = context;
  const personId = params.personId ?? '';
  const now = context.now();
  const today = dayOf(now);
  const year = await creditYearOn(db, today);
  const record = await personRecord(db, { personId, year, today });
  if (!record || !(await decidesOf(db, { actor, personId, onDay: today })))
    throw failure(request, 404, { message: unknown });
  const waivers = await waiversOf(db, personId);
  const check = await leadershipCheck(db, { record, day: today });
  const isOwn = actor.personId === personId;
  const moment = { year, onDay: today };
  if (!isOwn) await noteReadings(db, { actor, personIds: [personId], way: 'leadership.read', moment, now });
  const assesses = actor.roles.some(({ role }) => role === 'assessor');
  return { name: record.name, today, check, waivers, isOwn, assesses, done: doneIn(request, doneWords) };
}

const refusals: Record<Exclude<WaiverRefusal, 'not-found'>, string> = {
  own: '自己的要求不能自己豁免，请别的管理员来办。',
  assessor: '有组织查阅权限的账号不能豁免，请别的管理员来办。',
  already: '已经有人先办了：这条豁免有了，或者收回了。看一看下面的记录。',
};

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'academy-admin');
  const personId = params.personId ?? '';
  const fields = formWords(await readForm(request));
  const now = context.now();
  const { db } = context;
  if (!(await decidesOf(db, { actor, personId, onDay: dayOf(now) })))
    throw failure(request, 404, { message: unknown });
  const own = { actor, personId, now };
  const ending = fields.what === 'end' ? waiverEndForm.safeParse(fields) : null;
  const waiving = ending ? null : waiverForm(dayOf(now)).safeParse(fields);
  const wrong = (ending ?? waiving)?.error;
  if (wrong) return data({ fields, errors: formErrors(wrong) } satisfies FormAnswer, 400);
  const outcome = ending?.data
    ? await endWaiver(db, { ...own, waiverId: ending.data.waiver, reason: ending.data.endReason })
    : waiving?.data
      ? await waive(db, { ...own, ...waiving.data, ruleKey: waiving.data.rule })
      : { ok: false as const, reason: 'not-found' as const };
  if (outcome.ok) throw redirect(`/admin/waivers/${personId}?done=${ending ? 'ended' : 'waived'}`, 303);
  if (outcome.reason === 'not-found') throw failure(request, 404, { message: unknown });
  return data({ fields, errors: [{ message: refusals[outcome.reason] }] } satisfies FormAnswer, 409);
}

export default function PersonWaivers() {
  const { name, today, check, waivers, isOwn, assesses, done } = useLoaderData<typeof loader>();
  const sent: FormAnswer | undefined = useActionData<typeof action>();
  const mayDecide = !isOwn && !assesses;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有改动" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title={`${name}的领办豁免`}
        lead={isOwn ? undefined : '打开这一页已经留下记录，本人看得到。'}
      />
      {check ? <LeadershipRules name={name} check={check} /> : <p>学院还没有公布领办项目的要求。</p>}
      {check && mayDecide ? (
        <Section title="豁免一条要求">
          <WaiverForm rules={check.rules} today={today} sent={sent} />
        </Section>
      ) : null}
      {isOwn ? <p>{refusals.own}</p> : null}
      {assesses && !isOwn ? <p>{refusals.assessor}</p> : null}
      <Section title="已经有的豁免">
        <WaiverTable
          caption={`${name}的豁免`}
          waivers={waivers}
          today={today}
          empty="还没有豁免过。"
          {...(mayDecide
            ? {
                ending: ({ id, ended, validTo }) =>
                  ended || validTo < today ? '' : <WaiverEndForm waiverId={id} sent={sent} />,
              }
            : {})}
        />
      </Section>
    </>
  );
}

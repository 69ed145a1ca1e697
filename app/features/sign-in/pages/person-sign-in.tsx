import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { sessionsOf } from '#app/features/identity/listed-sessions.server.ts';
import { findPerson, grantsOf, type Person } from '#app/features/identity/people.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Db } from '#db/database.ts';
import { deviceWords } from '../devices.rules.ts';
import { endSessionsOf } from '../ending-sessions.server.ts';
import { lockOf } from '../locked-accounts.server.ts';
import { LockedSection, LostStepSection, SessionsSection } from '../parts/their-sign-in.tsx';
import { secondFactorOf } from '../second-factor.server.ts';
import { takeAwaySecondFactor } from '../second-step.server.ts';
import { theirSecurityForm } from '../security.schema.ts';
import { unlockAccount } from '../unlocking.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: `${shown?.name ?? '人员'}的登录 · 教务 · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: (page) => {
    const { id, name } = page as { id: string; name: string };
    return [...adminCrumbs('people'), { label: name, href: `/admin/people/${id}` }];
  },
};

const doneWords = {
  unlock: '账号已经放开，可以马上登录，也通知了本人。',
  sessions: '已经在所有设备上退出登录，也通知了本人。',
  'second-step': '两步登录已经关闭，账号也退出了登录。本人会收到通知。',
} as const;
const refusals = {
  self: '这是自己的账号。自己的登录请在“登录和安全”里管；别的要由另一位安全管理员来办。',
  'not-yours-to-do': '这件事只有安全管理员能办。',
  'second-person': '给他登录码的也是你，两步登录要由另一位安全管理员来关：两样不能是同一个人办。',
  none: '这个人没有开启两步登录。',
  'not-locked': '这个账号现在没有锁住，可能刚到时间，或者别人已经放开了。',
} as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { id, name } = await personInReach(request, context, actor, params.personId);
  const now = context.now();
  const subject: [string, string] = ['person', id];
  await noteOpened(context.db, { actor, action: 'sign-in.opened', subject, concerns: id, now });
  const grants = await grantsOf(context.db, id, dayOf(now));
  const roles = grants.map(({ role }) => role);
  const sessions = await sessionsOf(context.db, { personId: id, roles, now });
  const locked = await lockOf(context.db, id, now);
  return {
    id,
    name,
    isSelf: actor.personId === id,
    locked: locked && { ...locked, until: formatMoment(locked.until) },
    sessions: sessions.map(
      ({ device, startedAt }) => `${deviceWords(device)}，${formatMoment(startedAt)} 登录`,
    ),
    factor: await secondFactorOf(context.db, id),
    done: doneIn(request, doneWords),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { id } = await personInReach(request, context, actor, params.personId);
  const fields = await readFields(request);
  const form = theirSecurityForm.safeParse(fields);
  if (!form.success) return data({ fields, errors: formErrors(form.error) }, 400);
  const deed = { actor, personId: id, now: context.now() };
  const outcome = await deedOf(context.db, { ...deed, form: form.data });
  if (!outcome.ok) return data({ fields, errors: [{ message: refusals[outcome.reason] }] }, 409);
  return redirect(`/admin/people/${id}/sign-in?done=${form.data.what}`);
}

function deedOf(
  db: Db,
  { form, ...deed }: { actor: Actor; personId: string; now: Date; form: z.output<typeof theirSecurityForm> },
): Promise<{ ok: true } | { ok: false; reason: keyof typeof refusals }> {
  if (form.what === 'unlock') return unlockAccount(db, { ...deed, reason: form.why });
  if (form.what === 'sessions') return endSessionsOf(db, { ...deed, reason: form.reason });
  return takeAwaySecondFactor(db, { ...deed, checked: form.checked });
}

/** The person, if the actor's rights reach them; an unknown one and one out of reach are the same 404. */
async function personInReach(
  request: Request,
  context: RequestContext,
  actor: Actor,
  personId = '',
): Promise<Person> {
  const person = isId(personId) ? await findPerson(context.db, personId) : null;
  const scopes = scopesOf(actor, 'security-admin');
  const onDay = dayOf(context.now());
  if (!person || !(await belongsTo(context.db, { personId, scopes, onDay }))) throw failure(request, 404);
  return person;
}

export default function PersonSignIn() {
  const { id, name, isSelf, locked, sessions, factor, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有改动" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle title={`${name}的登录`} />
      {isSelf ? <p>{refusals.self}</p> : null}
      {locked && !isSelf ? <LockedSection id={id} {...locked} sent={sent} /> : null}
      {isSelf ? null : <SessionsSection id={id} sessions={sessions} sent={sent} />}
      {factor && !isSelf ? <LostStepSection id={id} factor={factor} sent={sent} /> : null}
    </>
  );
}

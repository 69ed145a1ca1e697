import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { sessionsOf } from '#app/features/identity/listed-sessions.server.ts';
import { findPerson, grantsOf, type Person } from '#app/features/identity/people.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { endSessionsOf } from '../ending-sessions.server.ts';
import { secondFactorOf } from '../second-factor.server.ts';
import { takeAwaySecondFactor } from '../second-step.server.ts';
import { theirSecurityForm } from '../security.schema.ts';

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
  sessions: '已经在所有设备上退出登录，也通知了本人。',
  'second-step': '两步登录已经关闭，账号也退出了登录。本人会收到通知。',
} as const;
const refusals = {
  self: '这是自己的账号。自己的登录请在“登录和安全”里管；别的要由另一位安全管理员来办。',
  'not-yours-to-do': '这件事只有安全管理员能办。',
  none: '这个人没有开启两步登录。',
} as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { id, name } = await personInReach(request, context, actor, params.personId);
  const now = context.now();
  const grants = await grantsOf(context.db, id, dayOf(now));
  const roles = grants.map(({ role }) => role);
  const sessions = await sessionsOf(context.db, { personId: id, roles, now });
  return {
    id,
    name,
    isSelf: actor.personId === id,
    sessions: sessions.length,
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
  const outcome =
    form.data.what === 'sessions'
      ? await endSessionsOf(context.db, { ...deed, reason: form.data.reason })
      : await takeAwaySecondFactor(context.db, { ...deed, checked: form.data.checked });
  if (!outcome.ok) return data({ fields, errors: [{ message: refusals[outcome.reason] }] }, 409);
  return redirect(`/admin/people/${id}/sign-in?done=${form.data.what}`);
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
  const { id, name, isSelf, sessions, factor, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent);
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有改动" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle title={`${name}的登录`} />
      {isSelf ? <p>{refusals.self}</p> : null}
      {isSelf ? null : (
        <Section title="退出所有设备" id="sessions">
          <p>
            {sessions > 0 ? `现在有 ${sessions} 处登录着。` : '现在没有登录着的设备。'}
            手机丢了、密码被别人知道了，就让这个账号在所有设备上退出登录。本人会收到通知，看得到原因。
          </p>
          <form className="form" method="post" action={`/admin/people/${id}/sign-in`}>
            <input type="hidden" name="what" value="sessions" />
            <TextArea {...field('reason')} label="原因" rows={3} maxLength={200} required />
            <div className="actions">
              <Button>全部退出登录</Button>
            </div>
          </form>
        </Section>
      )}
      {factor && !isSelf ? (
        <Section title="丢了第二步" id="second-step">
          <p>
            {formatDate(factor.setUpAt)}开启了两步登录，备用码还有 {factor.recoveryCodes}{' '}
            个。手机和备用码都没有了，
            先核对身份（见面看证件、由认识的人作证、打登记的电话），再关闭它，让本人重新设置。
          </p>
          <form className="form" method="post" action={`/admin/people/${id}/sign-in`}>
            <input type="hidden" name="what" value="second-step" />
            <TextArea {...field('checked')} label="怎么核对的身份" rows={3} maxLength={200} required />
            <div className="actions">
              <Button>关闭两步登录</Button>
            </div>
          </form>
        </Section>
      ) : null}
    </>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { refOf, sessionsOf } from '#app/features/identity/listed-sessions.server.ts';
import { isStaff, signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { sessionIdOf } from '#app/features/identity/sessions.server.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import { formatClock, formatDate, formatDay, formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { deviceWords } from '../devices.rules.ts';
import { endOwnOthers, endOwnSession } from '../ending-sessions.server.ts';
import { isPasswordDue } from '../own-account.server.ts';
import { SessionList } from '../parts/session-list.tsx';
import { secondFactorOf } from '../second-factor.server.ts';
import { ownSecurityForm } from '../security.schema.ts';
import { problemsOf } from '../sign-in.schema.ts';

export const meta: MetaFunction = () => [{ title: '登录和安全 · 社区学院' }];
export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的设置', href: '/me/settings' },
  ],
};

const doneWords = {
  ended: '那台设备已经退出登录。',
  others: '别处的登录都已经退出，这一台还登录着。',
  none: '别处没有登录着的设备。',
  'second-step-off': '两步登录已经关闭。',
} as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const roles = actor.roles.map(({ role }) => role);
  const personId = actor.personId ?? '';
  const sessions = await sessionsOf(context.db, { personId, roles, now: context.now() });
  const factor = await secondFactorOf(context.db, personId);
  const own = sessionIdOf(request.headers.get('cookie'));
  return {
    done: doneIn(request, doneWords),
    factor,
    passwordDue: await isPasswordDue(context.db, {
      personId,
      days: isStaff(roles) ? signInPolicy.staffPasswordDays : 0,
      now: context.now(),
    }),
    sessions: sessions.map(({ ref, device, ownDevice, startedAt, usedAt }) => ({
      ref,
      device: deviceWords(device),
      ownDevice: ownDevice && roles.length === 0,
      isThis: own !== null && refOf(own) === ref,
      startedAt: formatMoment(startedAt),
      usedAt: toTheHour(usedAt),
    })),
  };
}

/** `11月22日 周日 上午 9 点`: closer than that it is nobody's business, not even for oneself. */
function toTheHour(instant: string): string {
  return `${formatDay(instant)} ${formatClock(instant).replace(/:\d\d$/, ' 点')}`;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const form = ownSecurityForm.safeParse(await readFields(request));
  if (!form.success) return data({ problems: problemsOf(form.error) }, 400);
  const [personId, now] = [actor.personId ?? '', context.now()];
  if (form.data.what === 'end') {
    const ended = await endOwnSession(context.db, { actor, personId, ref: form.data.ref, now });
    if (!ended) return data({ problems: [{ message: '没有找到这次登录，可能已经退出了。' }] }, 409);
    return redirect('/me/security?done=ended');
  }
  const sessionId = sessionIdOf(request.headers.get('cookie')) ?? '';
  const ended = await endOwnOthers(context.db, { actor, personId, sessionId, now });
  return redirect(`/me/security?done=${ended > 0 ? 'others' : 'none'}`);
}

export default function Security() {
  const { sessions, factor, passwordDue, done } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="没有改动" />
      {done && problems.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      {passwordDue ? (
        <Notice tone="warn" title="密码该换了">
          学院要求工作人员定期换密码，请去<a href="/me/settings#password-section">改密码</a>。
        </Notice>
      ) : null}
      <PageTitle title="登录和安全" lead="哪些设备登录着这个账号，一看就知道；不认识的，马上让它退出。" />
      <Section title="登录着的设备" id="sessions">
        <Stack gap={6}>
          <SessionList sessions={sessions} />
          {sessions.length > 1 ? (
            <PostButton action="/me/security" fields={{ what: 'end-others' }}>
              别的设备全部退出登录
            </PostButton>
          ) : null}
          <p className="quiet">
            只记设备的种类和最近一次用的钟点，不记在哪里用。看到不认识的设备，请让它退出，再
            <a href="/me/settings#password-section">改密码</a>。
          </p>
        </Stack>
      </Section>
      <Section title="两步登录" id="second-step">
        <Stack gap={3}>
          <p>
            {factor
              ? `已经开启，从${formatDate(factor.setUpAt)}起；备用码还有 ${factor.recoveryCodes} 个。`
              : '没有开启。开启以后，登录时除了密码，还要填手机验证器上的 6 位数字。'}
          </p>
          <p>
            <a href="/me/security/second-step">{factor ? '备用码和关闭' : '开启两步登录'}</a>
          </p>
        </Stack>
      </Section>
    </>
  );
}

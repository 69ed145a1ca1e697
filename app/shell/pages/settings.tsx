import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor, sittingOf } from '#app/features/identity/gate.server.ts';
import { appointmentsOf, findPerson } from '#app/features/identity/people.server.ts';
import { signBrowserIn } from '#app/features/identity/sessions.server.ts';
import { deviceOf } from '#app/features/sign-in/devices.rules.ts';
import { hasPassword } from '#app/features/sign-in/own-account.server.ts';
import { NoPassword, PasswordForm } from '#app/features/sign-in/parts/password-form.tsx';
import { changePassword } from '#app/features/sign-in/password-change.server.ts';
import { type FieldProblem, passwordForm, problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { refusalWords } from '#app/features/sign-in/waiting.rules.ts';
import { failure, readForm } from '#app/lib/http.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { readView } from '#app/lib/view.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { You } from '#app/ui/view.tsx';
import { ViewForm } from '../parts/view-form.tsx';

export const meta: MetaFunction = () => [{ title: '我的设置 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '我的', href: '/me' }] };

const savedThings = ['view', 'password'] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const person = actor.personId ? await findPerson(context.db, actor.personId) : null;
  if (!person) throw failure(request, 404);
  const appointments = await appointmentsOf(context.db, person.id, dayOf(context.now()));
  const saved = savedThings.find((thing) => thing === new URL(request.url).searchParams.get('saved')) ?? null;
  return {
    name: person.name,
    username: person.username,
    ...readView(request),
    posts: appointments.map(({ id, position, unitName, validFrom }) => ({
      id,
      position,
      unitName,
      validFrom,
    })),
    saved,
    hasPassword: await hasPassword(context.db, person.id),
  };
}

/** Changes the password; the view is changed at its own address, `/view`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, clientAddress, now } = context;
  const parsed = passwordForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!parsed.success) return data({ problems: problemsOf(parsed.error) }, 400);
  const personId = actor.personId ?? '';
  // Asked before the change ends every session.
  const { ownDevice = false } = (await sittingOf(request, context)) ?? {};
  const { current, password: next } = parsed.data;
  const outcome = await changePassword(db, {
    actor,
    personId,
    current,
    next,
    address: clientAddress,
    cookies: request.headers.get('cookie'),
    now: now(),
  });
  if (outcome.ok) {
    const cookies = await signBrowserIn(db, {
      personId,
      cookies: request.headers.get('cookie'),
      device: deviceOf(request.headers.get('user-agent')),
      ownDevice,
      secure: env.PUBLIC_URL?.protocol === 'https:',
      now: now(),
    });
    return redirect('/me/settings?saved=password', {
      headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    });
  }
  const waits = outcome.reason === 'locked' || outcome.reason === 'busy';
  return data({ problems: [problemOf(outcome)] }, waits ? 429 : 400);
}

type Refused = Exclude<Awaited<ReturnType<typeof changePassword>>, { ok: true }>;

function problemOf(refused: Refused): FieldProblem {
  if (refused.reason === 'password') return { field: 'password', message: refused.problem };
  if (refused.reason === 'wrong-current')
    return { field: 'current', message: '现在的密码不对，密码没有改动。' };
  return { field: 'current', message: refusalWords(refused) };
}

const savedWords: Record<(typeof savedThings)[number], string> = {
  view: '看的方式已经改好。',
  password: '密码已经改好，别处的登录都已退出。下次请用新密码登录。',
};

export default function Settings() {
  const {
    name,
    username,
    posts,
    saved,
    hasPassword: hasOne,
    view,
    textSize,
  } = useLoaderData<typeof loader>();
  const problems: FieldProblem[] = useActionData<typeof action>()?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="密码没有改动" />
      {saved && problems.length === 0 ? <Notice tone="success" title={savedWords[saved]} announce /> : null}
      <PageTitle title="我的设置" />
      <Stack gap={4}>
        <DescriptionList
          facts={[
            ['姓名', name],
            ['用户名', username],
            ...posts.map(
              ({ position, unitName, validFrom }) =>
                [positionNames[position], `${unitName}，${formatDate(validFrom)}起`] as const,
            ),
          ]}
        />
        <p className="quiet">
          姓名和岗位由学院教务登记。
          <You />
          发现不对，<a href="/me/data/corrections">请学院更正</a>。
        </p>
        <p>
          <a href="/me/data">我的资料：查看、下载、撤回同意</a>
        </p>
      </Stack>
      <Section title="看的方式" id="view">
        <ViewForm view={view} textSize={textSize} />
      </Section>
      <Section title="手机号和邮箱">
        <p>
          <a href="/me/settings/contacts">看和改手机号、邮箱</a>
        </p>
      </Section>
      <Section title="改密码" id="password-section">
        {hasOne ? <PasswordForm username={username} problems={problems} /> : <NoPassword />}
      </Section>
      <Section title="登录和安全">
        <p>
          <a href="/me/security">登录着的设备</a>
        </p>
      </Section>
      <Section title="退出">
        <Stack gap={3}>
          <p>用的是别人的或者公用的机器，走之前请退出。</p>
          <PostButton action="/logout">退出登录</PostButton>
        </Stack>
      </Section>
    </>
  );
}

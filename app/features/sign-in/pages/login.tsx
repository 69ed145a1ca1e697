import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import { answersForm, doneIn, readForm, safePath } from '#app/lib/http.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { firstProofGiven } from '../arrival.server.ts';
import { DEMO_FLAG } from '../demo-accounts.ts';
import { landingOf } from '../landing.rules.ts';
import { DemoAccountsFold } from '../parts/demo-accounts-fold.tsx';
import { LoginForm } from '../parts/login-form.tsx';
import { type FieldProblem, problemsOf, signInForm } from '../sign-in.schema.ts';
import { checkPassword } from '../sign-in.server.ts';
import { refusalWords } from '../waiting.rules.ts';

export const meta: MetaFunction = () => [{ title: '登录 · 社区学院' }];
export const handle = { width: 'reading' };

const doneWords = {
  password: '密码已经设好，别处的登录都已退出。请用新密码登录。',
  setup: '第一位安全管理员已经设好。请登录，再给别人授权。',
};

/** Who is signed in already goes straight on. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await optionalActor(request, context);
  const next = new URL(request.url).searchParams.get('next') ?? '';
  if (actor && !answersForm(request))
    throw redirect(safePath(next, landingOf(actor.roles.map(({ role }) => role))));
  const demo = (await academyFlag(context.db, DEMO_FLAG)) !== null;
  const kept = new URL(request.url).searchParams.has('kept');
  return {
    next: safePath(next, ''),
    demo,
    kept,
    oidc: Boolean(context.env.OIDC_ISSUER),
    done: doneIn(request, doneWords),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = Object.fromEntries(await readForm(request));
  const way = safePath(typeof form.next === 'string' ? form.next : '', '');
  const ownDevice = form.device === 'own';
  const parsed = signInForm.safeParse(form);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error);
    return data({ problems, refused: false, username: '', ownDevice, next: way }, 400);
  }
  const { username, password } = parsed.data;
  const { db, clientAddress, now } = context;
  const outcome = await checkPassword(db, {
    ...{ username, password, env: context.env },
    ...{ address: clientAddress, cookies: request.headers.get('cookie'), now: now() },
  });
  if (outcome.ok) {
    const { goal, cookies } = await firstProofGiven(db, {
      address: clientAddress,
      personId: outcome.personId,
      headers: request.headers,
      secure: context.env.PUBLIC_URL?.protocol === 'https:',
      way,
      ownDevice,
      via: 'password',
      now: now(),
    });
    return redirect(goal, { headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]) });
  }
  const problems = [{ field: 'username', message: refusalWords(outcome) }];
  const answer = { problems, refused: true, username: username.slice(0, 64), ownDevice, next: way };
  if (outcome.reason === 'wrong') return data(answer, 400);
  return data(answer, { status: 429, headers: { 'retry-after': String(outcome.waitSeconds) } });
}

export default function Login() {
  const { next, demo, kept, oidc, done } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  const answer = useActionData<typeof action>();
  const problems: FieldProblem[] = answer?.problems ?? [];
  // A refusal says nothing about which of the two is wrong, so it stands above the form only.
  const errorOf = (field: string) =>
    answer?.refused ? undefined : problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="没有登录成功" />
      {done && problems.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      {kept ? (
        <Notice title="登录已经结束">
          {spoken('刚才填的内容替你留着（15 分钟）。登录以后接着办，不用重填。')}
        </Notice>
      ) : null}
      <PageTitle title="登录" lead="看课程和老师不用登录；选课、看录播、查学分要先登录。" />
      <Stack gap={6}>
        <LoginForm
          next={answer?.next ?? next}
          username={answer?.username}
          ownDevice={answer?.ownDevice}
          errorOf={errorOf}
        />
        <p>
          <a href="/login/forgotten">忘记密码</a>
        </p>
        <p>
          <a href="/login/first">我有登录码</a>
        </p>
        {oidc ? (
          <p>
            <a href={`/login/oidc?next=${encodeURIComponent(next)}`}>用统一身份登录</a>
          </p>
        ) : null}
        <p className="quiet">还没有账号：请联系学院教务，或者请社区联络员帮忙。</p>
        {demo ? <DemoAccountsFold /> : null}
      </Stack>
    </>
  );
}

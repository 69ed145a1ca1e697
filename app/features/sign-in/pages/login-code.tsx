import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { answersForm, readFields } from '#app/lib/http.server.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { secondProofGiven } from '../arrival.server.ts';
import { CodeField } from '../parts/code-field.tsx';
import { RecoveryField } from '../parts/set-up-form.tsx';
import { checkCode, halfWayOf } from '../second-step.server.ts';
import { codeRefusal } from '../waiting.rules.ts';

export const meta: MetaFunction = () => [{ title: '登录第二步 · 社区学院' }];
export const handle = { width: 'reading' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const half = await halfWayOf(context.db, {
    cookies: request.headers.get('cookie'),
    now: context.now(),
  });
  if (!half && !answersForm(request)) throw redirect('/login');
  if (half && !half.hasFactor && !answersForm(request)) throw redirect('/login/set-up');
  return { recovery: new URL(request.url).searchParams.has('recovery') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, env, clientAddress: address, now } = context;
  const cookies = request.headers.get('cookie');
  const half = await halfWayOf(db, { cookies, now: now() });
  if (!half?.hasFactor) throw redirect('/login');
  const { code = '' } = await readFields(request);
  const { personId } = half;
  const typed = { env, personId, code: code.slice(0, 100) };
  const outcome = await checkCode(db, { ...typed, address, cookies, now: now() });
  if (!outcome.ok) {
    const answer = { problem: codeRefusal(outcome) };
    if (outcome.reason === 'wrong') return data(answer, 400);
    return data(answer, { status: 429, headers: { 'retry-after': String(outcome.waitSeconds) } });
  }
  const welcome = await secondProofGiven(db, {
    half,
    via: outcome.kind === 'recovery' ? 'recovery code' : 'code',
    headers: request.headers,
    address,
    secure: env.PUBLIC_URL?.protocol === 'https:',
    now: now(),
  });
  if (!welcome) throw redirect('/login');
  return redirect(welcome.goal, {
    headers: welcome.cookies.map((one): [string, string] => ['set-cookie', one]),
  });
}

export default function LoginCode() {
  const { recovery } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  return (
    <>
      <ErrorSummary errors={problem ? [{ field: 'code', message: problem }] : []} title="没有登录成功" />
      <PageTitle
        title="登录第二步"
        lead={recovery ? '填一个备用码，用过就作废。' : '密码对了。请打开手机上的验证器，填现在显示的数字。'}
      />
      <Stack gap={6}>
        <form className="form" method="post" action={recovery ? '/login/code?recovery' : '/login/code'}>
          {recovery ? <RecoveryField name="code" /> : <CodeField name="code" />}
          <div className="actions">
            <Button tone="primary">登录</Button>
          </div>
        </form>
        <p>
          {recovery ? (
            <a href="/login/code">用验证器上的数字</a>
          ) : (
            <a href="/login/code?recovery">手机不在身边，用备用码</a>
          )}
        </p>
        <p className="quiet">手机丢了，备用码也没有了：请找安全管理员，核对身份以后可以重新设置。</p>
      </Stack>
    </>
  );
}

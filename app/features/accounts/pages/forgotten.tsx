import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { askForReset } from '#app/features/accounts/forgotten.server.ts';
import { KeysAway } from '#app/features/sealing/ring.server.ts';
import { problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { readFields, whileAway } from '#app/lib/http.server.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { forgottenForm } from '../account-forms.schema.ts';
import { keysAwayWords } from '../answers.ts';

export const meta: MetaFunction = () => [{ title: '忘记密码 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '登录', href: '/login' }] };

export const loader = () => null;

/** Leads on to the same page whoever asked for whatever account. */
export async function action({ request, context }: ActionFunctionArgs) {
  const fields = await readFields(request);
  const parsed = forgottenForm.safeParse(fields);
  const username = (fields.username ?? '').slice(0, 254);
  if (!parsed.success) return data({ problems: problemsOf(parsed.error), username }, 400);
  const { db, env, clientAddress, now } = context;
  const asked = { env, typed: parsed.data.username, address: clientAddress, now: now() };
  const outcome = await askForReset(db, asked).catch(
    whileAway(request, { isAway: (error) => error instanceof KeysAway, message: keysAwayWords }),
  );
  if (outcome.ok) return redirect(`/login/reset?request=${outcome.requestId}`);
  const message = '要的次数太多，为了安全先停一停。请过一个小时再来，或者请社区联络员帮忙。';
  return data(
    { problems: [{ field: 'username', message }], username },
    { status: 429, headers: { 'retry-after': '3600' } },
  );
}

export default function Forgotten() {
  const spoken = useSpoken();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="还没有办成" />
      <PageTitle title="忘记密码" lead="登记过手机号或者邮箱的，可以收一个验证码，自己设新密码。" />
      <Stack gap={6}>
        <form className="form" method="post">
          <TextField
            name="username"
            label="用户名、手机号或者邮箱"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            width="medium"
            defaultValue={answer?.username}
            error={problems.find(({ field }) => field === 'username')?.message}
            required
          />
          <div className="actions">
            <Button tone="primary">发验证码</Button>
          </div>
        </form>
        <p>
          {spoken(
            '没有登记过，或者收不到：请社区联络员或者学院教务帮忙，他们当面认得你以后，会给你一个一次性登录码。',
          )}
        </p>
        <p>
          <a href="/login/first">我已经有登录码</a>
        </p>
        <p>
          <a href="/help/password">忘了密码怎么办</a>
        </p>
      </Stack>
    </>
  );
}

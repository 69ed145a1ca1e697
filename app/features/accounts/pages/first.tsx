import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { setFirstPassword } from '#app/features/accounts/first-password.server.ts';
import { NewPasswordFields } from '#app/features/sign-in/parts/new-password-fields.tsx';
import { ShowPasswords } from '#app/features/sign-in/parts/password-field.tsx';
import { problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { readFields } from '#app/lib/http.server.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { firstForm } from '../account-forms.schema.ts';
import { codeProblem } from '../answers.ts';

export const meta: MetaFunction = () => [{ title: '用登录码设密码 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '登录', href: '/login' }] };

export const loader = () => null;

export async function action({ request, context }: ActionFunctionArgs) {
  const fields = await readFields(request);
  const parsed = firstForm.safeParse(fields);
  const typed = { username: (fields.username ?? '').slice(0, 64), code: (fields.code ?? '').slice(0, 20) };
  if (!parsed.success) return data({ problems: problemsOf(parsed.error), typed }, 400);
  const { username, code, password } = parsed.data;
  const { db, env, clientAddress: address, now } = context;
  const given = { env, typed: username, code, password, address, now: now() };
  const outcome = await setFirstPassword(db, given);
  if (outcome.ok) return redirect('/login?done=password');
  const status = outcome.reason === 'too-many' ? 429 : 400;
  return data({ problems: [codeProblem(outcome)], typed }, status);
}

export default function First() {
  const spoken = useSpoken();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="还没有设好" />
      <PageTitle
        title="用登录码设密码"
        lead={spoken('联络员或者教务给了你 8 个字符的登录码，填在这里，自己设一个密码。密码只有你知道。')}
      />
      <Stack gap={6}>
        <form className="form" method="post">
          <TextField
            name="username"
            label="用户名或手机号"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            width="medium"
            defaultValue={answer?.typed.username}
            error={errorOf('username')}
            required
          />
          <TextField
            name="code"
            label="登录码"
            hint="8 个字符，比如 A2C4-F6H8，大小写都行，横线可以不填。"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            width="medium"
            defaultValue={answer?.typed.code}
            error={errorOf('code')}
            required
          />
          <NewPasswordFields errorOf={errorOf} />
          <div className="actions">
            <Button tone="primary">设好密码</Button>
            <ShowPasswords />
          </div>
        </form>
        <p className="quiet">登录码一天里有效，只能用一次，填错五次就作废，可以再要一个。</p>
      </Stack>
    </>
  );
}

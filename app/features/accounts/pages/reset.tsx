import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { resetByCode } from '#app/features/accounts/reset.server.ts';
import { NewPasswordFields } from '#app/features/sign-in/parts/new-password-fields.tsx';
import { ShowPasswords } from '#app/features/sign-in/parts/password-field.tsx';
import { problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { resetForm } from '../account-forms.schema.ts';
import { codeProblem } from '../answers.ts';

export const meta: MetaFunction = () => [{ title: '设新密码 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '登录', href: '/login' }] };

/** Reading it uses nothing up: programs of mail servers open links before people do. */
export function loader({ request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const asked = search.get('request') ?? '';
  const link = search.get('link') ?? '';
  if (!isId(asked)) throw redirect('/login/forgotten');
  return { request: asked, link: /^[\w-]{43}$/.test(link) ? link : '' };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = resetForm.safeParse(await readFields(request));
  if (!parsed.success) return data({ problems: problemsOf(parsed.error) }, 400);
  const { request: requestId, code, password } = parsed.data;
  const { db, env, clientAddress: address, now } = context;
  const outcome = await resetByCode(db, { env, requestId, code, password, address, now: now() });
  if (outcome.ok) return redirect('/login?done=password');
  return data({ problems: [codeProblem(outcome)] }, outcome.reason === 'too-many' ? 429 : 400);
}

export default function Reset() {
  const { request, link } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="密码没有改动" />
      <PageTitle title="设新密码" />
      <Stack gap={6}>
        {link ? null : (
          <Notice title="验证码在路上">
            填的账号登记过手机号或者邮箱的话，几分钟里会收到 8 位验证码，15
            分钟内有效。没有登记过就收不到，请找社区联络员帮忙。
          </Notice>
        )}
        <form className="form" method="post">
          <input type="hidden" name="request" value={request} />
          {link ? (
            <input type="hidden" name="code" value={link} />
          ) : (
            <TextField
              name="code"
              label="验证码"
              autoComplete="one-time-code"
              inputMode="numeric"
              width="short"
              error={errorOf('code')}
              required
            />
          )}
          <NewPasswordFields errorOf={errorOf} />
          <div className="actions">
            <Button tone="primary">设好新密码</Button>
            <ShowPasswords />
          </div>
        </form>
        <p>
          <a href="/login/forgotten">没有收到，重新要一个</a>
        </p>
      </Stack>
    </>
  );
}

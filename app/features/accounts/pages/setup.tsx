import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { isNobodyHere, makeFirstPerson, type SetupOutcome } from '#app/features/accounts/setup.server.ts';
import { NewPasswordFields } from '#app/features/sign-in/parts/new-password-fields.tsx';
import { ShowPasswords } from '#app/features/sign-in/parts/password-field.tsx';
import { type FieldProblem, problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { answersForm, failure, readFields } from '#app/lib/http.server.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { setupForm } from '../account-forms.schema.ts';
import { withinLimits } from '../limits.server.ts';

export const meta: MetaFunction = () => [{ title: '第一次设置 · 社区学院' }];
export const handle = { width: 'reading' };

/** There only while the academy has nobody. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (!answersForm(request) && !(await isNobodyHere(context.db))) throw failure(request, 404);
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, clientAddress, now } = context;
  if (!(await isNobodyHere(db))) throw failure(request, 404);
  const fields = await readFields(request);
  const { code = '', name = '', username = '' } = fields;
  const typed = { code: code.slice(0, 40), name: name.slice(0, 64), username: username.slice(0, 64) };
  const parsed = setupForm.safeParse(fields);
  if (!parsed.success) return data({ problems: problemsOf(parsed.error), typed }, 400);
  const limits = [{ of: `setup:${clientAddress}`, most: 30, minutes: 60 }];
  if (!(await withinLimits(db, limits, now())))
    return data({ problems: [{ field: 'code', message: '试的次数太多，请过一个小时再来。' }], typed }, 429);
  const outcome = await makeFirstPerson(db, { ...parsed.data, now: now() });
  if (outcome.ok) return redirect('/login?done=setup');
  if (outcome.reason === 'over') throw failure(request, 404);
  return data({ problems: [problemOf(outcome)], typed }, 400);
}

function problemOf(outcome: Exclude<SetupOutcome, { ok: true }>): FieldProblem {
  if (outcome.reason === 'password') return { field: 'password', message: outcome.problem };
  if (outcome.reason === 'name') return { field: 'name', message: '姓名请填 1 到 64 个字。' };
  if (outcome.reason === 'username')
    return { field: 'username', message: '用户名用小写字母、数字、点和横线，2 到 64 个。' };
  return { field: 'code', message: '设置码不对，或者已经过了七天。请看服务器最近一次启动时打印的那一行。' };
}

export default function Setup() {
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="还没有设好" />
      <PageTitle title="第一次设置" lead="这所学院还没有任何账号。请设第一位安全管理员，由他给别人授权。" />
      <Stack gap={6}>
        <form className="form" method="post">
          <TextField
            name="code"
            label="设置码"
            hint="服务器启动时打印在终端和日志里，16 个字符。"
            autoComplete="one-time-code"
            spellCheck={false}
            width="medium"
            defaultValue={answer?.typed.code}
            error={errorOf('code')}
            required
          />
          <TextField
            name="name"
            label="安全管理员姓名"
            autoComplete="name"
            width="medium"
            defaultValue={answer?.typed.name}
            error={errorOf('name')}
            required
          />
          <TextField
            name="username"
            label="用户名"
            hint="小写字母、数字、点和横线。"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            width="medium"
            defaultValue={answer?.typed.username}
            error={errorOf('username')}
            required
          />
          <NewPasswordFields errorOf={errorOf} />
          <div className="actions">
            <Button tone="primary">设好</Button>
            <ShowPasswords />
          </div>
        </form>
        <Section title="设好以后">
          <Steps
            steps={[
              { title: '用这个账号登录', state: 'current' },
              {
                title: '授权系统管理员和审计员',
                note: '给另外两个人：三种管理不能由一个人担任，也不能给自己授权。',
                state: 'ahead',
              },
              { title: '授权教务', note: '由教务登记组织、人员和课程。', state: 'ahead' },
            ]}
          />
        </Section>
      </Stack>
    </>
  );
}

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
import { answersForm, readForm, safePath } from '#app/lib/http.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { arrive } from '../arrival.server.ts';
import { DEMO_FLAG } from '../demo-accounts.ts';
import { landingOf } from '../landing.rules.ts';
import { DemoAccountsFold } from '../parts/demo-accounts-fold.tsx';
import { LoginForm } from '../parts/login-form.tsx';
import { type FieldProblem, problemsOf, signInForm } from '../sign-in.schema.ts';
import { signIn } from '../sign-in.server.ts';
import { refusalWords } from '../waiting.rules.ts';

export const meta: MetaFunction = () => [{ title: '登录 · 社区学院' }];
export const handle = { width: 'reading' };

/** Who is signed in already goes straight on. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await optionalActor(request, context);
  const next = new URL(request.url).searchParams.get('next') ?? '';
  if (actor && !answersForm(request))
    throw redirect(safePath(next, landingOf(actor.roles.map(({ role }) => role))));
  const demo = (await academyFlag(context.db, DEMO_FLAG)) !== null;
  return { next: safePath(next, ''), demo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = Object.fromEntries(await readForm(request));
  const way = safePath(typeof form.next === 'string' ? form.next : '', '');
  const parsed = signInForm.safeParse(form);
  if (!parsed.success) {
    return data({ problems: problemsOf(parsed.error), refused: false, username: '', next: way }, 400);
  }
  const { username, password } = parsed.data;
  const { db, clientAddress, now } = context;
  const outcome = await signIn(db, { username, password, address: clientAddress, now: now() });
  if (outcome.ok) {
    const secure = context.env.PUBLIC_URL?.protocol === 'https:';
    const { headers } = request;
    const { goal, cookies } = await arrive(db, { signedIn: outcome, headers, secure, way, now: now() });
    return redirect(goal, { headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]) });
  }
  const problems = [{ field: 'username', message: refusalWords(outcome) }];
  const answer = { problems, refused: true, username: username.slice(0, 64), next: way };
  if (outcome.reason === 'wrong') return data(answer, 400);
  return data(answer, { status: 429, headers: { 'retry-after': String(outcome.waitSeconds) } });
}

export default function Login() {
  const { next, demo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems: FieldProblem[] = answer?.problems ?? [];
  // A refusal says nothing about which of the two is wrong, so it stands above the form only.
  const errorOf = (field: string) =>
    answer?.refused ? undefined : problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary errors={problems} title="没有登录成功" />
      <PageTitle title="登录" lead="看课程和老师不用登录；选课、看录播、查学分要先登录。" />
      <Stack gap={6}>
        <LoginForm next={answer?.next ?? next} username={answer?.username} errorOf={errorOf} />
        <p className="quiet">还没有账号，或者忘了密码：请联系学院教务，或者请社区联络员帮忙。</p>
        {demo ? <DemoAccountsFold /> : null}
      </Stack>
    </>
  );
}

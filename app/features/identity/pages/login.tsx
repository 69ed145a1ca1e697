import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { answersForm, readForm, safePath } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { readView, toChoice, viewCookie } from '#app/lib/view.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { DEMO_FLAG } from '../demo-accounts.ts';
import { optionalActor } from '../gate.server.ts';
import { landingOf } from '../landing.rules.ts';
import { DemoAccountsFold } from '../parts/demo-accounts-fold.tsx';
import { LoginForm } from '../parts/login-form.tsx';
import { grantsOf } from '../people.server.ts';
import { endSession, sessionIdOf, startSession } from '../sessions.server.ts';
import { type FieldProblem, problemsOf, signInForm } from '../sign-in.schema.ts';
import { type SignedIn, signIn } from '../sign-in.server.ts';
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
  if (outcome.ok) return welcome(request, context, outcome, way);
  const problems = [{ field: 'username', message: refusalWords(outcome) }];
  const answer = { problems, refused: true, username: username.slice(0, 64), next: way };
  if (outcome.reason === 'wrong') return data(answer, 400);
  return data(answer, { status: 429, headers: { 'retry-after': String(outcome.waitSeconds) } });
}

async function welcome(
  request: Request,
  { db, env, now }: RequestContext,
  { personId, preferredView, textSize }: SignedIn,
  next: string,
): Promise<Response> {
  const earlier = sessionIdOf(request.headers.get('cookie'));
  if (earlier) await endSession(db, earlier);
  const cookie = await startSession(db, {
    personId,
    secure: env.PUBLIC_URL?.protocol === 'https:',
    now: now(),
  });
  const grants = await grantsOf(db, personId, dayOf(now()));
  const goal = safePath(next, landingOf(grants.map(({ role }) => role)));
  const answer = redirect(goal, { headers: { 'set-cookie': cookie } });
  // The account's 长辈版 comes along; one chosen on this machine just before stays on.
  if (preferredView === 'elder')
    answer.headers.append('set-cookie', viewCookie(toChoice('elder', String(textSize))));
  else if (readView(request).view === 'standard')
    answer.headers.append('set-cookie', viewCookie(toChoice('standard')));
  return answer;
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

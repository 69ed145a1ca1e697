import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { answersForm, readFields } from '#app/lib/http.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { secondProofGiven } from '../arrival.server.ts';
import { RecoveryCodes } from '../parts/recovery-codes.tsx';
import { SetUpForm } from '../parts/set-up-form.tsx';
import { setUpSecondFactor } from '../second-factor.server.ts';
import { halfWayOf } from '../second-step.server.ts';
import { setUpRefusals, shownOffer } from '../shown-offer.server.ts';

export const meta: MetaFunction = () => [{ title: '设置两步登录 · 社区学院' }];
export const handle = { width: 'reading' };

/** For whoever may not go on without the second step and has none yet: the only page that is open to them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (answersForm(request)) return { shown: null };
  const half = await halfWayOf(context.db, { cookies: request.headers.get('cookie'), now: context.now() });
  if (!half) throw redirect('/login');
  if (half.hasFactor) throw redirect('/login/code');
  return { shown: shownOffer(context.env, { ...half, now: context.now() }) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, env, clientAddress: address, now } = context;
  const half = await halfWayOf(db, { cookies: request.headers.get('cookie'), now: now() });
  if (!half) throw redirect('/login');
  const { offer = '', code = '' } = await readFields(request);
  const setUp = await setUpSecondFactor(db, {
    ...{ env, actor: systemActor('sign-in'), personId: half.personId },
    ...{ offer, code, sessionId: null, now: now() },
  });
  if (!setUp.ok) {
    if (setUp.reason === 'already') throw redirect('/login/code');
    const shown = shownOffer(env, { ...half, offer, now: now() });
    const errors = [{ field: 'code', message: setUpRefusals[setUp.reason] }];
    return data({ shown, sent: { fields: {}, errors }, done: null }, 400);
  }
  const welcome = await secondProofGiven(db, {
    ...{ half, via: 'code', headers: request.headers, address, now: now() },
    secure: env.PUBLIC_URL?.protocol === 'https:',
  });
  if (!welcome) throw redirect('/login');
  const done = { codes: setUp.recoveryCodes, goal: welcome.goal };
  const headers = welcome.cookies.map((one): [string, string] => ['set-cookie', one]);
  return data({ shown: null, sent: undefined, done }, { headers });
}

export default function LoginSetUp() {
  const answer = useActionData<typeof action>();
  const fresh = useLoaderData<typeof loader>().shown;
  if (answer?.done)
    return <RecoveryCodes codes={answer.done.codes} title="两步登录已经开启" onward={answer.done.goal} />;
  const shown = answer?.shown ?? fresh;
  return (
    <>
      <ErrorSummary errors={answer?.sent?.errors ?? []} title="还没有开启" />
      <PageTitle
        title="设置两步登录"
        lead="这个账号担着管理的工作，只有密码不够。设置好第二步，才能进去办事；只要做这一次。"
      />
      {shown ? <SetUpForm action="/login/set-up" shown={shown} sent={answer?.sent} /> : null}
    </>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { signInPolicy } from '#app/features/identity/session-end.rules.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { readFields } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { DEMO_FLAG } from '../demo-accounts.ts';
import { confirmOneself } from '../own-account.server.ts';
import { FactorForms } from '../parts/factor-forms.tsx';
import { RecoveryCodes } from '../parts/recovery-codes.tsx';
import { SetUpForm } from '../parts/set-up-form.tsx';
import {
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  setUpSecondFactor,
} from '../second-factor.server.ts';
import { secondStepForm } from '../security.schema.ts';
import { setUpRefusals, shownOffer } from '../shown-offer.server.ts';
import { problemsOf } from '../sign-in.schema.ts';
import { refusalWords } from '../waiting.rules.ts';

export const meta: MetaFunction = () => [{ title: '两步登录 · 社区学院' }];
export const handle: PageHandle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '登录和安全', href: '/me/security' },
  ],
};

const HERE = '/me/security/second-step';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  return stateOf(context, actor);
}

async function stateOf({ db, env, now }: RequestContext, actor: Actor, offer?: string) {
  const personId = actor.personId ?? '';
  const factor = await secondFactorOf(db, personId);
  const demo = (await academyFlag(db, DEMO_FLAG)) !== null;
  const bound = actor.roles.some(({ role }) => signInPolicy.secondStepRoles.includes(role));
  const shown = factor ? null : shownOffer(env, { personId, username: actor.name, offer, now: now() });
  return { factor, demo, mustKeep: bound && !demo, shown };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, clientAddress: address, now } = context;
  const fields = await readFields(request);
  const form = secondStepForm.safeParse(fields);
  if (!form.success) return refused(context, actor, { errors: problemsOf(form.error), offer: fields.offer });
  const { what, password } = form.data;
  const personId = actor.personId ?? '';
  const offer = what === 'set-up' ? form.data.offer : undefined;
  const checked = await confirmOneself(db, { personId, password, address, now: now() });
  if (!checked.ok) {
    const message = checked.reason === 'wrong' ? '密码不对，没有改动。' : refusalWords(checked);
    const status = checked.reason === 'wrong' ? 400 : 429;
    return refused(context, actor, { errors: [{ field: 'password', message }], offer, status });
  }
  const deed = { env, actor, personId, now: now() };
  if (what === 'remove') {
    if ((await stateOf(context, actor)).mustKeep)
      return refused(context, actor, { errors: [{ message: keepWords }], status: 409 });
    await removeSecondFactor(db, deed);
    return redirect('/me/security?done=second-step-off');
  }
  if (what === 'codes') {
    const codes = await renewRecoveryCodes(db, deed);
    if (!codes) return redirect(HERE);
    return data({ errors: [], shown: null, codes, title: '新的备用码做好了，以前的都作废了' });
  }
  const setUp = await setUpSecondFactor(db, { ...deed, ...form.data });
  if (!setUp.ok) {
    const errors = [{ field: 'code', message: setUpRefusals[setUp.reason] }];
    return refused(context, actor, { errors, offer });
  }
  return data({ errors: [], shown: null, codes: setUp.recoveryCodes, title: '两步登录已经开启' });
}

const keepWords = '担着管理工作的账号不能关闭两步登录。手机换了，可以请安全管理员核对身份以后重新设置。';

interface Refusal {
  errors: { field?: string; message: string }[];
  offer?: string;
  status?: number;
}

async function refused(context: RequestContext, actor: Actor, { errors, offer, status = 400 }: Refusal) {
  const { shown } = await stateOf(context, actor, offer);
  return data({ errors, shown, codes: null, title: '' }, status);
}

export default function SecondStep() {
  const { factor, demo, mustKeep, shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.codes) return <RecoveryCodes codes={answer.codes} title={answer.title} onward="/me/security" />;
  const sent = answer ? { fields: {}, errors: answer.errors } : undefined;
  const offered = answer?.shown ?? shown;
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title="没有改动" />
      <PageTitle
        title="两步登录"
        lead="登录时除了密码，再填手机验证器上的 6 位数字。密码被人知道了，别人也进不来。"
      />
      <Stack gap={6}>
        {demo ? (
          <Notice title="这是演示学院">
            真实的学院里，系统、安全、审计三种管理员和学院管理员必须开启两步登录；演示账号不要求，可以试一试。开启以后，这个演示账号再登录就要填码。
          </Notice>
        ) : null}
        {factor ? (
          <FactorForms factor={factor} mustKeep={mustKeep} keepWords={keepWords} sent={sent} />
        ) : null}
        {!factor && offered ? <SetUpForm action={HERE} shown={offered} sent={sent} password /> : null}
      </Stack>
    </>
  );
}

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
import { sessionIdOf } from '#app/features/identity/sessions.server.ts';
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
import {
  confirmOneself,
  confirmTwice,
  type Oneself,
  ownProof,
  type TwiceConfirmed,
} from '../own-account.server.ts';
import { FactorForms } from '../parts/factor-forms.tsx';
import { NoProof } from '../parts/own-proof-field.tsx';
import { RecoveryCodes } from '../parts/recovery-codes.tsx';
import { SetUpForm } from '../parts/set-up-form.tsx';
import { renewRecoveryCodes, wereJustMade } from '../recovery-codes.server.ts';
import { removeSecondFactor, secondFactorOf, setUpSecondFactor } from '../second-factor.server.ts';
import { type SecondStepForm, secondStepForm } from '../security.schema.ts';
import { setUpRefusals, shownOffer } from '../shown-offer.server.ts';
import { problemsOf } from '../sign-in.schema.ts';
import { type ProofRefusal, proofRefusal } from '../waiting.rules.ts';

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
  const proof = await ownProof(db, personId);
  const isAsked = !factor && proof !== 'none';
  const shown = !isAsked ? null : shownOffer(env, { personId, username: actor.name, offer, now: now() });
  return { factor, demo, mustKeep: bound && !demo, shown, proof };
}

/** Setting up asks for the password, so that whoever has none cannot; changing what is set up for the password and a code that holds now. Other sessions end with each. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { env, clientAddress: address, now } = context;
  const fields = await readFields(request);
  const form = secondStepForm.safeParse(fields);
  if (!form.success) {
    const errors = ofForm(fields.what, problemsOf(form.error));
    return refused(context, actor, { errors, offer: fields.offer });
  }
  const personId = actor.personId ?? '';
  const cookies = request.headers.get('cookie');
  const oneself = { env, personId, shown: form.data.password, address, cookies, now: now() };
  const sessionId = sessionIdOf(cookies);
  const deed = { actor, personId, sessionId, oneself };
  return form.data.what === 'set-up'
    ? setUp(context, { ...deed, form: form.data })
    : changeOwn(context, { ...deed, form: form.data });
}

interface Deed<What extends SecondStepForm['what']> {
  actor: Actor;
  personId: string;
  sessionId: string | null;
  oneself: Oneself;
  form: Extract<SecondStepForm, { what: What }>;
}

async function setUp(context: RequestContext, { actor, oneself, form, ...deed }: Deed<'set-up'>) {
  const { db, env, now } = context;
  const { offer, code } = form;
  const checked = await confirmOneself(db, oneself);
  if (!checked.ok) return refused(context, actor, { ...unproven(checked), offer });
  const done = await setUpSecondFactor(db, { ...deed, env, actor, offer, code, now: now() });
  if (!done.ok) {
    const errors = [{ field: 'code', message: setUpRefusals[done.reason] }];
    return refused(context, actor, { errors, offer });
  }
  return data({ errors: [], shown: null, codes: done.recoveryCodes, title: '两步登录已经开启' });
}

async function changeOwn(
  context: RequestContext,
  { actor, oneself, form, ...deed }: Deed<'codes' | 'remove'>,
) {
  const { db, env, now } = context;
  const state = await stateOf(context, actor);
  if (!state.factor) return redirect(HERE);
  if (form.what === 'remove' && state.mustKeep)
    return refused(context, actor, { errors: [{ message: keepWords }], status: 409 });
  const checked = await confirmTwice(db, { ...oneself, code: form.code });
  if (!checked.ok) {
    if (await sentTwice(context, { personId: deed.personId, form, checked }))
      return refused(context, actor, madeJustNow);
    const { errors, status } = unproven(checked);
    return refused(context, actor, { errors: ofForm(form.what, errors), status });
  }
  if (form.what === 'remove') {
    await removeSecondFactor(db, { ...deed, actor, now: now() });
    return redirect('/me/security?done=second-step-off');
  }
  const codes = await renewRecoveryCodes(db, { ...deed, env, actor, now: now() });
  if (!codes) return redirect(HERE);
  return data({ errors: [], shown: null, codes, title: '新的备用码做好了，以前的都作废了' });
}

/** A form that was sent twice has made codes already, with the code that it now calls used: whoever did not see them must know. */
async function sentTwice(
  { db, now }: RequestContext,
  { personId, form, checked }: { personId: string; form: SecondStepForm; checked: TwiceConfirmed },
): Promise<boolean> {
  const isUsed = !checked.ok && checked.by === 'code' && checked.reason === 'wrong';
  return form.what === 'codes' && isUsed && (await wereJustMade(db, personId, now()));
}

const madeJustNow: Refusal = {
  errors: [
    {
      field: 'code-codes',
      message:
        '这个码用过了，或者不对。一分钟之内已经做过一组备用码，更早的都作废了；那一组没有看到的话，等验证器换了数字，再做一次。',
    },
  ],
  title: '没有再做一组备用码',
  status: 409,
};

/** Problems of one of the two forms that the page shows at once, by the ids that its fields have there. */
function ofForm(what: string | undefined, errors: Refusal['errors']): Refusal['errors'] {
  if (what !== 'codes' && what !== 'remove') return errors;
  return errors.map(({ field, message }) => ({ message, ...(field ? { field: `${field}-${what}` } : {}) }));
}

function unproven(checked: ProofRefusal): { errors: Refusal['errors']; status: number } {
  const { message, status } = proofRefusal(checked, '没有改动');
  return { errors: [{ message, ...(checked.by === 'none' ? {} : { field: checked.by }) }], status };
}

const keepWords = '担着管理工作的账号不能关闭两步登录。手机换了，可以请安全管理员核对身份以后重新设置。';

interface Refusal {
  errors: { field?: string; message: string }[];
  offer?: string;
  status?: number;
  /** What has happened, where it is not that nothing has. */
  title?: string;
}

async function refused(
  context: RequestContext,
  actor: Actor,
  { errors, offer, title = '', status = 400 }: Refusal,
) {
  const { shown } = await stateOf(context, actor, offer);
  return data({ errors, shown, codes: null, title }, status);
}

export default function SecondStep() {
  const { factor, demo, mustKeep, shown, proof } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.codes) return <RecoveryCodes codes={answer.codes} title={answer.title} onward="/me/security" />;
  const sent = answer ? { fields: {}, errors: answer.errors } : undefined;
  const offered = answer?.shown ?? shown;
  return (
    <>
      <ErrorSummary errors={answer?.errors ?? []} title={answer?.title || '没有改动'} />
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
          <FactorForms
            factor={factor}
            mustKeep={mustKeep}
            keepWords={keepWords}
            password={proof === 'password'}
            sent={sent}
          />
        ) : null}
        {!factor && proof === 'none' ? <NoProof /> : null}
        {!factor && offered ? <SetUpForm action={HERE} shown={offered} sent={sent} password /> : null}
      </Stack>
    </>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { contactForm } from '#app/features/accounts/account-forms.schema.ts';
import { keysAwayWords } from '#app/features/accounts/answers.ts';
import { waitingContacts } from '#app/features/accounts/contact-changes.server.ts';
import { linkedSince } from '#app/features/accounts/oidc.server.ts';
import { hasOidc } from '#app/features/accounts/oidc-issuer.server.ts';
import { actOnContact } from '#app/features/accounts/own-contacts.server.ts';
import { ContactSection } from '#app/features/accounts/parts/contact-section.tsx';
import { OidcSection } from '#app/features/accounts/parts/oidc-section.tsx';
import { contactKinds } from '#app/features/contacts/contact.rules.ts';
import { contactsOf } from '#app/features/contacts/contacts.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { isCarried } from '#app/features/messages/providers.server.ts';
import { KeysAway } from '#app/features/sealing/ring.server.ts';
import { ownProof } from '#app/features/sign-in/own-account.server.ts';
import { type FieldProblem, problemsOf } from '#app/features/sign-in/sign-in.schema.ts';
import { doneIn, failure, readFields, whileAway } from '#app/lib/http.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '手机号和邮箱 · 社区学院' }];
export const handle = {
  width: 'reading',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的设置', href: '/me/settings' },
  ],
};

const doneWords = {
  ask: '验证码已经发到新的号码或者地址，15 分钟内填在下面。',
  confirm: '已经换好。',
  remove: '已经去掉。',
  link: '统一身份已经绑定。',
  unlink: '统一身份的绑定已经去掉。',
};
const away = { isAway: (error: unknown) => error instanceof KeysAway, message: keysAwayWords };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db, env, now } = context;
  const personId = actor.personId ?? '';
  const [held, waiting] = [
    await contactsOf(db, env, personId),
    await waitingContacts(db, { env, personId, now: now() }).catch(whileAway(request, away)),
  ];
  return {
    contacts: contactKinds.map((kind) => ({
      kind,
      held: held.find((one) => one.kind === kind) ?? null,
      waiting: waiting.find((one) => one.kind === kind)?.masked ?? null,
      carried: isCarried(env, kind === 'phone' ? 'sms' : 'email'),
    })),
    proof: await ownProof(db, personId),
    oidc: hasOidc(env) ? { since: await linkedSince(db, env, personId) } : null,
    done: doneIn(request, doneWords),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  if (!actor.personId) throw failure(request, 404);
  const fields = await readFields(request);
  const kind = fields.kind === 'email' ? 'email' : 'phone';
  const parsed = contactForm.safeParse(fields);
  const named = (problems: FieldProblem[]) =>
    problems.map(({ field, message }) => (field ? { field: `${kind}-${field}`, message } : { message }));
  const typed = { kind, value: (fields.value ?? '').slice(0, 254) };
  if (!parsed.success) return data({ problems: named(problemsOf(parsed.error)), typed }, 400);
  const { db, env, clientAddress: address, now } = context;
  const cookies = request.headers.get('cookie');
  const by = { actor, personId: actor.personId, address, cookies };
  const deed = { ...by, env, form: parsed.data, now: now() };
  const outcome = await actOnContact(db, deed).catch(whileAway(request, away));
  if (outcome.ok) return redirect(`/me/settings/contacts?done=${parsed.data.what}`);
  return data({ problems: named([outcome.problem]), typed }, outcome.status);
}

export default function MyContacts() {
  const { contacts, proof, oidc, done } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const problems = answer?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="没有改动" />
      {done && problems.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="手机号和邮箱"
        lead="可以不填。填了，忘记密码时能收验证码，也能用手机号登录。号码加密存放，别人看不到。"
      />
      <Stack gap={8}>
        {contacts.map((contact) => (
          <ContactSection
            key={contact.kind}
            {...contact}
            proof={proof}
            typed={answer?.typed.kind === contact.kind ? answer.typed.value : ''}
            errorOf={(field) =>
              problems.find((problem) => problem.field === `${contact.kind}-${field}`)?.message
            }
          />
        ))}
        {oidc ? <OidcSection since={oidc.since} proof={proof} /> : null}
      </Stack>
    </>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { beginOidc, unlink } from '#app/features/accounts/oidc.server.ts';
import { hasOidc } from '#app/features/accounts/oidc-issuer.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { confirmOneself, hasPassword } from '#app/features/sign-in/own-account.server.ts';
import { proofRefusal } from '#app/features/sign-in/waiting.rules.ts';
import { answersForm, failure, originOf, readFields, safePath } from '#app/lib/http.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { browserCookie, oidcAwayWords } from '../oidc-browser.ts';

export const meta: MetaFunction = () => [{ title: '统一身份 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: [{ label: '登录', href: '/login' }] };

/** Sends whoever wants to sign in to the other service. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, env, now } = context;
  if (!hasOidc(env)) throw failure(request, 404);
  if (answersForm(request)) return null;
  const way = safePath(new URL(request.url).searchParams.get('next'), '');
  const begun = await beginOidc(db, { env, origin: originOf(request, env), way, linkTo: null, now: now() });
  if (!begun.ok) throw failure(request, 503, { message: oidcAwayWords, headers: { 'retry-after': '60' } });
  throw redirect(begun.address, {
    headers: { 'set-cookie': browserCookie(begun.browser, env.PUBLIC_URL?.protocol === 'https:') },
  });
}

const noOtherWay =
  '这个账号没有密码，去掉绑定就进不来了，所以没有去掉。先按登录页的“忘记密码”设一个密码，再来去掉。';

/**
 * Links one's own account, with the present password (or a code where there is none), or takes the link away. Answered by a page with the way on rather than by a redirect: forms of this site may not lead
 * to another one.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, env, clientAddress: address, now } = context;
  if (!hasOidc(env)) throw failure(request, 404);
  const actor = await requireActor(request, context);
  if (!actor.personId) throw failure(request, 404);
  const { what, password = '' } = await readFields(request);
  if (what === 'unlink') {
    if (!(await hasPassword(db, actor.personId))) throw failure(request, 409, { message: noOtherWay });
    await unlink(db, { personId: actor.personId, now: now() });
    return redirect('/me/settings/contacts?done=unlink');
  }
  const attempt = {
    ...{ env, personId: actor.personId, shown: password.slice(0, 1000), address },
    ...{ cookies: request.headers.get('cookie'), now: now() },
  };
  const checked = await confirmOneself(db, attempt);
  if (!checked.ok) {
    const { status, message } = proofRefusal(checked, '没有绑定。请退回去再填一次');
    throw failure(request, status, { message });
  }
  const origin = originOf(request, env);
  const way = '/me/settings/contacts?done=link';
  const begun = await beginOidc(db, { env, origin, way, linkTo: actor.personId, now: now() });
  if (!begun.ok) throw failure(request, 503, { message: oidcAwayWords, headers: { 'retry-after': '60' } });
  const cookie = browserCookie(begun.browser, env.PUBLIC_URL?.protocol === 'https:');
  return data({ address: begun.address }, { headers: { 'set-cookie': cookie } });
}

export default function Oidc() {
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageTitle title="绑定统一身份" lead="接下来要到统一身份那边登录一次，回来就绑好了。" />
      {answer ? (
        <ButtonLink href={answer.address} tone="primary">
          去统一身份登录
        </ButtonLink>
      ) : (
        <p>
          <a href="/login">回到登录</a>
        </p>
      )}
    </>
  );
}

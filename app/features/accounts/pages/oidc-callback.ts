import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { finishOidc } from '#app/features/accounts/oidc.server.ts';
import { hasOidc } from '#app/features/accounts/oidc-issuer.server.ts';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { firstProofGiven } from '#app/features/sign-in/arrival.server.ts';
import { noteFailure } from '#app/features/sign-in/noting-failures.server.ts';
import { originOf, failure as refusal } from '#app/lib/http.server.ts';
import { browserCookie, browserIn, oidcRefusals } from '../oidc-browser.ts';

/** Where the other service sends people back to. The second step is asked of them like of anybody else, unless it was done there and counts here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, env, clientAddress, now } = context;
  if (!hasOidc(env)) throw refusal(request, 404);
  const actor = await optionalActor(request, context);
  const secure = env.PUBLIC_URL?.protocol === 'https:';
  const outcome = await finishOidc(db, {
    ...{ env, origin: originOf(request, env), search: new URL(request.url).searchParams },
    browser: browserIn(request.headers.get('cookie')),
    ...{ personId: actor?.personId ?? null, now: now() },
  });
  if (!outcome.ok) {
    const { reason } = outcome;
    const failure = { personId: actor?.personId ?? null, detail: { why: reason }, now: now() };
    // A service that is away has refused nobody.
    if (reason !== 'away')
      noteFailure(db, { ...failure, action: 'oidc.refused', outcome: 'refused', address: clientAddress });
    const status = outcome.reason === 'away' ? 503 : outcome.reason === 'lost' ? 400 : 403;
    throw refusal(request, status, {
      message: oidcRefusals[outcome.reason],
      ...(outcome.reason === 'away' ? { headers: { 'retry-after': '60' } } : {}),
    });
  }
  const ended: [string, string] = ['set-cookie', browserCookie('', secure)];
  if (outcome.did === 'link') return redirect(outcome.way, { headers: [ended] });
  const { goal, cookies } = await firstProofGiven(db, {
    ...{ personId: outcome.personId, headers: request.headers, secure },
    ...{ way: outcome.way, via: 'oidc', secondStepDone: outcome.secondStep },
    ...{ address: clientAddress, now: now() },
  });
  return redirect(goal, {
    headers: [ended, ...cookies.map((cookie): [string, string] => ['set-cookie', cookie])],
  });
}

import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { jsonError, readFields } from '#app/lib/http.server.ts';
import { secondProofGiven } from '../arrival.server.ts';
import { checkCode, halfWayOf } from '../second-step.server.ts';
import { codeRefusal } from '../waiting.rules.ts';

/** `POST /login/code` for programs: the second step after a `POST /login` that led here. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { db, env, clientAddress: address, now } = context;
  const cookies = request.headers.get('cookie');
  const half = await halfWayOf(db, { cookies, now: now() });
  if (!half?.hasFactor) return jsonError(401, { code: 'sign-in' });
  const { code = '' } = await readFields(request);
  const { personId } = half;
  const typed = { env, personId, code: code.slice(0, 100) };
  const outcome = await checkCode(db, { ...typed, address, cookies, now: now() });
  if (!outcome.ok) {
    const message = codeRefusal(outcome);
    if (outcome.reason === 'wrong') return jsonError(400, { code: 'wrong', message });
    const headers = { 'retry-after': String(outcome.waitSeconds) };
    return jsonError(429, { code: 'locked', message, headers });
  }
  const welcome = await secondProofGiven(db, {
    half,
    via: outcome.kind === 'recovery' ? 'recovery code' : 'code',
    headers: request.headers,
    address,
    secure: env.PUBLIC_URL?.protocol === 'https:',
    now: now(),
  });
  if (!welcome) return jsonError(401, { code: 'sign-in' });
  return redirect(welcome.goal, {
    headers: welcome.cookies.map((one): [string, string] => ['set-cookie', one]),
  });
}

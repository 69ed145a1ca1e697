import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { jsonError, readForm } from '#app/lib/http.server.ts';
import { firstProofGiven } from '../arrival.server.ts';
import { problemsOf, signInForm } from '../sign-in.schema.ts';
import { checkPassword } from '../sign-in.server.ts';
import { refusalWords } from '../waiting.rules.ts';

/** `POST /login` for programs (contract: Machine interfaces). */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = Object.fromEntries(await readForm(request));
  const parsed = signInForm.safeParse(form);
  if (!parsed.success) {
    const words = problemsOf(parsed.error).map(({ message }) => message);
    return jsonError(400, { code: 'incomplete', message: words.join('') });
  }
  const { username, password } = parsed.data;
  const { db, env, clientAddress, now } = context;
  const outcome = await checkPassword(db, {
    ...{ username, password, env: context.env },
    ...{ address: clientAddress, cookies: request.headers.get('cookie'), now: now() },
  });
  if (!outcome.ok) {
    const message = refusalWords(outcome);
    if (outcome.reason === 'wrong') return jsonError(400, { code: 'wrong', message });
    const headers = { 'retry-after': String(outcome.waitSeconds) };
    return jsonError(429, { code: outcome.reason, message, headers });
  }
  const { goal, cookies } = await firstProofGiven(db, {
    address: clientAddress,
    personId: outcome.personId,
    headers: request.headers,
    secure: env.PUBLIC_URL?.protocol === 'https:',
    way: typeof form.next === 'string' ? form.next : '',
    ownDevice: form.device === 'own',
    via: 'password',
    now: now(),
  });
  return redirect(goal, { headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]) });
}

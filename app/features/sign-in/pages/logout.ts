import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { blankSessionCookie, endSession, sessionIdOf } from '#app/features/identity/sessions.server.ts';

/** `POST /logout`: ends this browser's session and goes to the first page. */
export async function action({ request, context: { db, env } }: ActionFunctionArgs): Promise<Response> {
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  if (sessionId) await endSession(db, sessionId);
  const secure = env.PUBLIC_URL?.protocol === 'https:';
  return redirect('/', { headers: { 'set-cookie': blankSessionCookie(db, secure) } });
}

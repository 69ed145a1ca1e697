import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { refererPath } from '#app/lib/http.server.ts';

/** Whoever types the address: the sessions are on a page of their own. */
export function loader() {
  return redirect('/me/security');
}

/** `POST /me/session`: going on, from a page that was left open; without JavaScript back to that page. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireActor(request, context);
  return redirect(refererPath(request, '/me'), 303);
}

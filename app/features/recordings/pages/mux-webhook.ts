import type { ActionFunctionArgs } from '@remix-run/node';
import { hearMux } from '#app/features/recordings/mux-events.server.ts';
import { failure, jsonAnswer } from '#app/lib/http.server.ts';

/** Whoever posts here proves it by a signature: no cookie counts, so it may come from another site. */
export const handle = { signed: true };

/**
 * `POST /webhooks/mux`: what Mux says of the films that were sent to it. Signed with MUX_WEBHOOK_SECRET, else 400; messages that are
 * known or about something else are answered 200, so that Mux does not send them again. 404 where no secret is set.
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const { db, env, log } = context;
  const body = await request.text();
  const signature = request.headers.get('mux-signature') ?? '';
  const heard = await hearMux(db, { body, signature, env, now: context.now() });
  if (heard.ok) return jsonAnswer({ outcome: heard.outcome });
  if (heard.reason === 'not-configured') throw failure(request, 404);
  log.warn({ reason: heard.reason, why: heard.why }, 'a message for Mux was refused');
  throw failure(request, 400);
}

import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { ownContacts, ownDataJson } from '#app/features/privacy/own-data.server.ts';
import { noteTaking, tooOften } from '#app/features/privacy/taken.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** `GET /me/data/data.json`: everything about oneself, as it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const now = context.now();
  if (!(await noteTaking(context.db, { actor, form: 'json', now }))) throw failure(request, 429, tooOften);
  const personId = actor.personId ?? '';
  const contacts = await ownContacts(context.db, { personId, env: context.env });
  const pieces = ownDataJson(givingWay(context.db), { personId, contacts, now });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="my-data-${dayOf(now)}.json"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

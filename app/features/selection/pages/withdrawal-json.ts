import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { jsonAnswer, jsonError } from '#app/lib/http.server.ts';

/** `POST /sections/:sectionId/withdrawal` for programs: 200 when withdrawn, 409 with the reason when refused. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const outcome = await withdraw(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId: params.sectionId ?? '',
    now: context.now(),
  });
  if (outcome.outcome === 'not-found') return jsonError(404);
  return jsonAnswer(outcome, { status: outcome.outcome === 'withdrawn' ? 200 : 409 });
}

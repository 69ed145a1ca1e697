import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { swapForm } from '#app/features/selection/selection.schema.ts';
import { swap } from '#app/features/selection/swapping.server.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/**
 * `POST /sections/:sectionId/swap` form `drop`, for programs: 200 when swapped or waitlisted, 409 when refused. Reasons as of an
 * enrolment; `drop-closed`, `drop-completed` and `drop-not-enrolled` when the section to be dropped may not be left.
 */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const form = swapForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return jsonError(400);
  const outcome = await swap(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId: params.sectionId ?? '',
    dropId: form.data.drop,
    waitlist: form.data.waitlist,
    now: context.now(),
  });
  switch (outcome.outcome) {
    case 'not-found':
      return jsonError(404);
    case 'swapped':
      return jsonAnswer({ outcome: 'swapped', enrolment: outcome.enrolmentId });
    case 'waitlisted':
      return jsonAnswer({ outcome: 'waitlisted', position: outcome.position });
    case 'kept':
      return jsonAnswer({ outcome: 'refused', reason: `drop-${outcome.reason}` }, { status: 409 });
    case 'refused':
      return jsonAnswer({ outcome: 'refused', reason: outcome.refusal.reason }, { status: 409 });
  }
}

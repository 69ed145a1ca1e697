import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { selectionForm } from '#app/features/selection/selection.schema.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/** `POST /sections/:sectionId/enrolment` for programs (contract: Machine interfaces). */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const { waitlist } = selectionForm.parse(Object.fromEntries(await readForm(request)));
  const outcome = await enrol(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId: params.sectionId ?? '',
    waitlist,
    now: context.now(),
  });
  switch (outcome.outcome) {
    case 'not-found':
      return jsonError(404);
    case 'enrolled':
      return jsonAnswer({ outcome: 'enrolled', enrolment: outcome.enrolmentId });
    case 'waitlisted':
      return jsonAnswer({ outcome: 'waitlisted', position: outcome.position });
    case 'refused':
      return jsonAnswer({ outcome: 'refused', reason: outcome.refusal.reason }, { status: 409 });
  }
}

import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { answerOffer } from '#app/features/selection/offers.server.ts';
import { offerForm } from '#app/features/selection/selection.schema.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/**
 * `POST /sections/:sectionId/offer` for programs: 200 when answered, 409 when it could not be taken. `drop` names a section that is given
 * up for it.
 */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const form = offerForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!form.success) return jsonError(400);
  const { sectionId = '' } = params;
  const outcome = await answerOffer(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionId,
    answer: form.data.answer,
    dropId: form.data.drop,
    now: context.now(),
  });
  switch (outcome.outcome) {
    case 'not-found':
      return jsonError(404);
    case 'refused':
      return jsonAnswer({ outcome: 'refused', reason: outcome.refusal.reason }, { status: 409 });
    case 'kept':
      return jsonAnswer({ outcome: 'refused', reason: `drop-${outcome.reason}` }, { status: 409 });
    case 'expired':
      return jsonAnswer({ outcome: 'refused', reason: 'expired' }, { status: 409 });
    case 'enrolled':
      return jsonAnswer({ outcome: 'enrolled', enrolment: outcome.enrolmentId });
    case 'declined':
      return jsonAnswer({ outcome: 'declined' });
  }
}

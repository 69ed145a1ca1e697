import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { MOST_IN_BASKET } from '#app/features/selection/basket.rules.ts';
import { type BasketResult, chooseBasket } from '#app/features/selection/basket-choice.server.ts';
import { basketOf } from '#app/features/selection/basket-reading.server.ts';
import { basketForm } from '#app/features/selection/selection.schema.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/** `GET /me/basket` for programs: what is in it, with what could be had of each now (`can`, `full`, `either`, `cannot`). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { items } = await basketOf(context.db, { personId: actor.personId ?? '', now: context.now() });
  return jsonAnswer({
    most: MOST_IN_BASKET,
    items: items.map(({ id, courseCode, title, capacity, taken, inLine, check }) => ({
      section: id,
      course: courseCode,
      title,
      capacity,
      taken,
      waiting: inLine,
      state: check.state,
      ...('refusal' in check ? { reason: check.refusal.reason } : {}),
    })),
  });
}

/** `POST /me/basket` form `section` and `waitlist` (each any number of times): 200 when anything was got, 409 when nothing was. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const sent = await readForm(request);
  const form = basketForm.safeParse({ section: sent.getAll('section'), waitlist: sent.getAll('waitlist') });
  if (!form.success || form.data.section.length + form.data.waitlist.length === 0) return jsonError(400);
  const results = await chooseBasket(context.db, {
    actor,
    personId: actor.personId ?? '',
    sectionIds: form.data.section,
    waitlistIds: form.data.waitlist,
    now: context.now(),
  });
  const got = results.some(({ result }) => result.outcome !== 'refused');
  return jsonAnswer({ outcomes: results.map(outcomeOf) }, { status: got ? 200 : 409 });
}

function outcomeOf({ sectionId, result }: BasketResult) {
  switch (result.outcome) {
    case 'enrolled':
      return { section: sectionId, outcome: result.outcome, enrolment: result.enrolmentId };
    case 'waitlisted':
      return { section: sectionId, outcome: result.outcome, position: result.position };
    case 'refused':
      return { section: sectionId, outcome: result.outcome, reason: result.refusal.reason };
  }
}

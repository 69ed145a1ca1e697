import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { problemsOf, readApplication } from '#app/features/selection/application.schema.ts';
import { applicationPage } from '#app/features/selection/application-page.server.ts';
import { apply, takeBackApplication } from '#app/features/selection/applying.server.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/** `GET /me/application` for programs. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const page = await applicationPage(context.db, { personId, wanted: null, now: context.now() });
  return jsonAnswer({
    round: page.round,
    lots: page.lots,
    application: page.application && {
      ...page.application,
      choices: page.choices.map(({ id, code, dropped, result }) => ({
        section: id,
        code,
        dropped: dropped?.reason ?? null,
        outcome: result?.outcome ?? null,
        place: result?.place ?? null,
        lastPlace: result?.lastPlace ?? null,
      })),
    },
    sections: page.offered.map(({ id, code, courseCode, when, reason }) => ({
      id,
      code,
      course: courseCode,
      when,
      refused: reason,
    })),
  });
}

/** `POST /me/application`: `choice` once for each, the first choice first; `places`, `waitlist=yes`; `means=withdraw`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const form = readApplication(await readForm(request));
  const now = context.now();
  if (form.means === 'withdraw') {
    const taken = await takeBackApplication(context.db, { actor, personId, now });
    return jsonAnswer(taken, { status: taken.outcome === 'withdrawn' ? 200 : 409 });
  }
  const [problem] = problemsOf(form.choices);
  if (problem) return jsonError(400, { message: problem.message });
  const outcome = await apply(context.db, {
    actor,
    personId,
    choices: form.choices.filter((choice) => choice !== ''),
    mostPlaces: form.places,
    waitlist: form.waitlist,
    now,
  });
  if (outcome.outcome === 'applied') return jsonAnswer({ outcome: 'applied', ticket: outcome.ticket });
  const refusals =
    outcome.reason === 'ineligible'
      ? outcome.refusals.map(({ sectionId, refusal }) => ({ section: sectionId, reason: refusal.reason }))
      : [];
  return jsonAnswer({ outcome: 'refused', reason: outcome.reason, refusals }, { status: 409 });
}

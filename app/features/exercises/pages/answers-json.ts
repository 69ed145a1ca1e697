import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { choicesOn } from '#app/features/exercises/answers-form.ts';
import { saveAnswers } from '#app/features/exercises/attempts.server.ts';
import { quizDesk } from '#app/features/exercises/desk.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { readWhereItGoesOn } from '#app/features/selection/merged-enrolment.server.ts';
import { jsonAnswer, jsonError, readForm } from '#app/lib/http.server.ts';

/** Nothing stands at this address to be read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return jsonError(404);
}

/**
 * `POST /learn/:enrolmentId/exercises/:exerciseId/answers` as JSON, open to whoever is enrolled: keeps the answers as they are given.
 * `saved` is false once the attempt is handed in.
 */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const now = context.now();
  const own = { enrolmentId: params.enrolmentId ?? '', personId: actor.personId };
  const { desk } = await readWhereItGoesOn(context.db, own, (enrolmentId) =>
    quizDesk(context.db, { ...own, enrolmentId, exerciseId: params.exerciseId ?? '', now }),
  );
  if (!desk) return jsonError(404);
  const form = await readForm(request);
  const attempt = z.uuid().safeParse(form.get('attempt'));
  if (!attempt.success) return jsonError(400);
  const choices = choicesOn(form, desk.paper?.questions);
  const answers = { attemptId: attempt.data, personId: actor.personId ?? '', choices, now };
  return jsonAnswer({ saved: await saveAnswers(context.db, answers) });
}

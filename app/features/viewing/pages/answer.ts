import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { answerQuestion } from '#app/features/viewing/questions.server.ts';
import { questionAnswer } from '#app/features/viewing/viewing.schema.ts';
import { jsonAnswer, jsonError, readJson } from '#app/lib/http.server.ts';

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing/answer`, open to whoever is enrolled: yes, still there. Counts once for
 * each question, and only while one is open.
 */
export async function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const actor = await requireActor(request, context);
  const { lease } = await readJson(request, questionAnswer);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const outcome = await answerQuestion(context.db, { ...seat, lease, now: context.now() });
  return outcome ? jsonAnswer(outcome) : jsonError(404);
}

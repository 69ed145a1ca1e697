import { requireActor } from '#app/features/identity/gate.server.ts';
import { answerQuestion } from '#app/features/viewing/questions.server.ts';
import { questionAnswer } from '#app/features/viewing/viewing.schema.ts';
import { jsonError, readJson } from '#app/lib/http.server.ts';
import type { LightAnswer, LightArgs } from '#app/lib/http-light.ts';

export const handle = { light: true };

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing/answer`, open to whoever is enrolled: yes, still there. Counts once for
 * each question, and only while one is open.
 */
export async function action({ request, params, context }: LightArgs): Promise<LightAnswer> {
  const actor = await requireActor(request, context);
  const { lease } = await readJson(request, questionAnswer);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const outcome = await answerQuestion(context.db, { ...seat, lease, now: context.now() });
  if (!outcome) throw jsonError(404);
  return { status: 200, body: outcome };
}

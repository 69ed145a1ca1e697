import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { viewingReport } from '#app/features/viewing/viewing.schema.ts';
import { reportViewing } from '#app/features/viewing/viewing.server.ts';
import { jsonAnswer, jsonError, readJson } from '#app/lib/http.server.ts';

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing`, open to whoever is enrolled: what a player says was watched (contract,
 * *Machine interfaces*). The server's clock decides what of it counts.
 */
export async function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const actor = await requireActor(request, context);
  const report = await readJson(request, viewingReport);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const answer = await reportViewing(context.db, { ...seat, ...report, now: context.now() });
  return answer ? jsonAnswer(answer) : jsonError(404);
}

import { requireActor } from '#app/features/identity/gate.server.ts';
import { viewingReport } from '#app/features/viewing/viewing.schema.ts';
import { reportViewing } from '#app/features/viewing/viewing.server.ts';
import { jsonError, readJson } from '#app/lib/http.server.ts';
import type { LightAnswer, LightArgs } from '#app/lib/http-light.ts';

export const handle = { light: true };

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing`, open to whoever is enrolled: what a player says was watched (contract,
 * *Machine interfaces*). The server's clock decides what of it counts.
 */
export async function action({ request, params, context }: LightArgs): Promise<LightAnswer> {
  const actor = await requireActor(request, context);
  const report = await readJson(request, viewingReport);
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const answer = await reportViewing(context.db, { ...seat, ...report, now: context.now() });
  if (!answer) throw jsonError(404);
  return { status: 200, body: answer };
}

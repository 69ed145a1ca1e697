import { requireActor } from '#app/features/identity/gate.server.ts';
import { leaseWish } from '#app/features/viewing/viewing.schema.ts';
import { grantLease } from '#app/features/viewing/viewing.server.ts';
import { jsonError } from '#app/lib/http.server.ts';
import type { LightAnswer, LightArgs } from '#app/lib/http-light.ts';

export const handle = { light: true };

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing/lease`, open to whoever is enrolled: from now on this player's reports
 * count, and those of another one no longer.
 */
export async function action({ request, params, context }: LightArgs): Promise<LightAnswer> {
  const actor = await requireActor(request, context);
  // Programs that send nothing are granted a lease as well.
  const wish = leaseWish.safeParse(await request.json().catch(() => null));
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const granted = await grantLease(context.db, { ...seat, from: wish.data?.from, now: context.now() });
  if (!granted) throw jsonError(404);
  return { status: 200, body: granted };
}

import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { leaseWish } from '#app/features/viewing/viewing.schema.ts';
import { grantLease } from '#app/features/viewing/viewing.server.ts';
import { jsonAnswer, jsonError } from '#app/lib/http.server.ts';

/**
 * `POST /learn/:enrolmentId/recordings/:recordingId/viewing/lease`, open to whoever is enrolled: from now on this player's reports
 * count, and those of another one no longer.
 */
export async function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const actor = await requireActor(request, context);
  // Programs that send nothing are granted a lease as well.
  const wish = leaseWish.safeParse(await request.json().catch(() => null));
  const { enrolmentId = '', recordingId = '' } = params;
  const seat = { enrolmentId, recordingId, personId: actor.personId ?? '' };
  const granted = await grantLease(context.db, { ...seat, from: wish.data?.from, now: context.now() });
  return granted ? jsonAnswer(granted) : jsonError(404);
}

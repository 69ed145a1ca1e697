import { redirect } from '@remix-run/node';
import { addressAsked } from '#app/features/identity/gate.server.ts';
import { enrolmentGoingOn } from '#app/features/selection/merged-enrolment.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure } from '#app/lib/http.server.ts';

/**
 * What a page of a course answers when the enrolment in its address is not, or is no longer, this person's: the way to the same page of
 * the enrolment that goes on where its section was merged into another; else 404 with `message`. A form that was sent is sent again
 * there by the browser itself (307), as it was typed.
 */
export async function courseElsewhere(
  request: Request,
  { db }: Pick<RequestContext, 'db'>,
  { actor, enrolmentId = '', message }: { actor: Actor; enrolmentId?: string | undefined; message: string },
): Promise<Response> {
  const goingOn = await enrolmentGoingOn(db, { enrolmentId, personId: actor.personId });
  if (!goingOn) return failure(request, 404, { message });
  const address = addressAsked(request).replace(`/learn/${enrolmentId}`, `/learn/${goingOn}`);
  return redirect(address, request.method === 'POST' ? 307 : 302);
}

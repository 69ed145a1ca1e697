import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { enrolmentsOf, waitingOf } from '#app/features/selection/reading.server.ts';
import { pinnedRecordings } from '#app/features/viewing/pinned.server.ts';
import { jsonAnswer } from '#app/lib/http.server.ts';

/** `GET /me/courses` for programs (contract: Machine interfaces). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const [enrolments, waiting] = await Promise.all([
    enrolmentsOf(context.db, personId),
    waitingOf(context.db, personId),
  ]);
  const recordings = await pinnedRecordings(
    context.db,
    enrolments.map(({ id }) => id),
  );
  return jsonAnswer({
    enrolments: enrolments.map((enrolment) => ({
      id: enrolment.id,
      course: enrolment.courseCode,
      title: enrolment.courseTitle,
      section: enrolment.sectionId,
      state: enrolment.state,
      recordings: recordings
        .filter(({ enrolmentId }) => enrolmentId === enrolment.id)
        .map(({ id, title, durationSeconds, complete }) => ({ id, title, durationSeconds, complete })),
    })),
    waitlist: waiting.map((line) => ({
      section: line.sectionId,
      course: line.courseCode,
      position: line.position,
      offerExpiresAt: line.offerExpiresAt,
    })),
  });
}

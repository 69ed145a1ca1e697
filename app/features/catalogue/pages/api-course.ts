import type { LoaderFunctionArgs } from '@remix-run/node';
import { courseByCode } from '#app/features/catalogue/courses.server.ts';
import { publicCourse } from '#app/features/catalogue/public-course.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import { jsonError, taggedAnswer } from '#app/lib/http.server.ts';

/** `GET /api/v1/courses/:code`: one course with its sections and their seats. */
export async function loader({ request, context: { db, now }, params }: LoaderFunctionArgs) {
  const course = await courseByCode(db, params.code ?? '');
  if (!course) return jsonError(404);
  const sections = await sectionsOfCourse(db, course.id, now());
  const seats = await seatsOf(
    db,
    sections.map(({ id }) => id),
  );
  return taggedAnswer(request, {
    ...publicCourse(course),
    summary: course.summary,
    objectives: course.details.objectives,
    audience: course.audience,
    sections: sections.map((section) => ({
      id: section.id,
      code: section.code,
      title: section.title,
      term: section.termName,
      when: section.when,
      credits: section.worth && section.worth.creditsHundredths / 100,
      capacity: seats.get(section.id)?.capacity ?? 0,
      taken: seats.get(section.id)?.taken ?? 0,
      open: section.window.state === 'open' && section.worth !== null,
      audience: section.audience,
    })),
  });
}

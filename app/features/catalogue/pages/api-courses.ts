import type { LoaderFunctionArgs } from '@remix-run/node';
import { searchLibrary } from '#app/features/catalogue/library.server.ts';
import { readLibraryQuery, searchOf } from '#app/features/catalogue/library-query.schema.ts';
import { publicCourse } from '#app/features/catalogue/public-course.ts';
import { openNow } from '#app/features/timetable/reading.server.ts';
import { taggedAnswer } from '#app/lib/http.server.ts';

/** `GET /api/v1/courses`: the course library with the filters of its page; `?open=1` only what can be chosen now. */
export async function loader({ request, context: { db, now } }: LoaderFunctionArgs) {
  const query = readLibraryQuery(new URL(request.url));
  const { courseIds } = await openNow(db, now());
  const { courses, total, page } = await searchLibrary(db, searchOf(query), courseIds);
  return taggedAnswer(request, { courses: courses.map(publicCourse), total, page });
}

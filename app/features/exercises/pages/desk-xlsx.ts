import type { LoaderFunctionArgs } from '@remix-run/node';
import { type CourseOnDesk, coursesOnDesk } from '#app/features/exercises/exercise-desk.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachOf } from '#app/features/timetable/course-reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<CourseOnDesk>[] = [
  { title: '编号', width: 12, value: ({ code }) => code },
  { title: '课程', width: 36, value: ({ title }) => title },
  { title: '小测', width: 48, value: ({ exercises }) => exercises.map(({ title }) => title).join('；') },
  { title: '题库（道）', width: 10, value: ({ questions }) => questions, figures: true },
];

/** The courses that somebody keeps, with their exercises and how many questions they have. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db } = context;
  const reach = await reachOf(db, actor);
  const file = givingWay(db);
  return tableFile({
    name: '小测和题库',
    columns,
    rows: everyRow(
      async (after) => (await coursesOnDesk(file, { reach, pageSize: 0, after })).courses,
      ({ code }) => [code],
    ),
  });
}

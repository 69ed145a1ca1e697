import type { LoaderFunctionArgs } from '@remix-run/node';
import { type CourseWithGaps, coursesWithGaps } from '#app/features/catalogue/course-gaps.server.ts';
import { missingWords, versionWords } from '#app/features/catalogue/parts/completeness-columns.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { schoolNames } from '#app/lib/vocabulary.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow, ROWS_AT_ONCE } from '#db/part.server.ts';

const columns: readonly SheetColumn<CourseWithGaps>[] = [
  { title: '编号', width: 12, value: ({ code }) => code },
  { title: '课程', width: 40, value: ({ title }) => title },
  { title: '学校', width: 14, value: ({ school }) => schoolNames[school] },
  { title: '模块', width: 18, value: ({ module }) => module },
  { title: '学分', width: 8, value: ({ creditsHundredths }) => creditsHundredths / 100, figures: true },
  { title: '五个一', width: 30, value: missingWords },
  { title: '版本', width: 16, value: versionWords },
];

/** The courses of the library in its order, narrowed as the page is, with what each lacks. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const file = givingWay(context.db);
  const address = new URL(request.url);
  // The library stands in memory in its order: a place in it is how many courses came before.
  return tableFile({
    name: address.searchParams.has('lacking') ? '没备齐的课' : '课程备课情况',
    columns,
    rows: everyRow(
      async (after) => {
        const skip = Number(after?.[0] ?? 0);
        const { rows, total } = await coursesWithGaps(file, { address, skip, limit: ROWS_AT_ONCE });
        // Behind its end the library answers its last page.
        if (skip >= total) return [];
        return rows.map((row, at) => ({ ...row, place: skip + at + 1 }));
      },
      ({ place }) => [place],
    ),
  });
}

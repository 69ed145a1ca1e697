import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import {
  chosenScope,
  type Sharing,
  sharingScopes,
  type UsedThing,
} from '#app/features/timetable/sharing.rules.ts';
import { sharingReport } from '#app/features/timetable/sharing.server.ts';
import { recentTerms } from '#app/features/timetable/terms.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

const kinds = [
  ['老师', 'teachers'],
  ['阵地', 'venues'],
  ['课程', 'courses'],
] as const;

/** Which teachers, places and courses the schools had in common in a term or a year, and which they had not. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const asked = new URL(request.url).searchParams.get('of')?.slice(0, 48) ?? null;
  const scope = chosenScope(sharingScopes(await recentTerms(db)), { asked, today: dayOf(context.now()) });
  if (!scope) throw failure(request, 404, { message: '还没有学期。' });
  const report = await sharingReport(db, scope);
  return tableFile({
    name: `四校共享 ${scope.label}`,
    columns: [
      { title: '是什么', width: 10, value: ({ kind }) => kind },
      { title: '名称', width: 32, value: ({ name }) => name },
      { title: '几所学校用', width: 12, figures: true, value: ({ uses }) => uses.length },
      ...schools.map((school) => ({
        title: schoolNames[school],
        width: 14,
        figures: true as const,
        value: ({ uses }: UsedThing) => uses.find((use) => use.school === school)?.times ?? null,
      })),
    ],
    rows: kinds.flatMap(([kind, key]) => rowsOf(report[key]).map((thing) => ({ ...thing, kind }))),
  });
}

const rowsOf = ({ shared, single }: Sharing) => [...shared, ...single];

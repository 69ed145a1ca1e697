import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { underFilled } from '#app/features/selection/under-filled.server.ts';
import { sectionStates } from '#app/features/timetable/parts/section-states.ts';
import { sectionQuery } from '#app/features/timetable/section-list.schema.ts';
import { type ListedSection, sectionList } from '#app/features/timetable/section-list.server.ts';
import { recentTerms } from '#app/features/timetable/terms.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { modeNames, schoolNames } from '#app/lib/vocabulary.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import type { Db } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

type Row = ListedSection & { seats: { capacity: number; taken: number } };

const columns: readonly SheetColumn<Row>[] = [
  { title: '编号', width: 16, value: ({ code }) => code },
  { title: '班', width: 36, value: ({ title }) => title },
  { title: '学校', width: 14, value: ({ school }) => schoolNames[school] },
  { title: '老师', width: 12, value: ({ teacherName }) => teacherName },
  { title: '方式', width: 10, value: ({ mode }) => modeNames[mode] },
  { title: '开始', width: 12, value: ({ startsOn }) => startsOn },
  { title: '结束', width: 12, value: ({ endsOn }) => endsOn },
  { title: '已选', width: 8, value: ({ seats }) => seats.taken, figures: true },
  { title: '名额', width: 8, value: ({ seats }) => seats.capacity, figures: true },
  { title: '最少', width: 8, value: ({ minSize }) => minSize, figures: true },
  { title: '状态', width: 10, value: ({ state }) => sectionStates[state].word },
];

async function withSeats(db: Db, sections: readonly ListedSection[]): Promise<Row[]> {
  const seats = await seatsOf(
    db,
    sections.map(({ id }) => id),
  );
  return sections.map((one) => ({ ...one, seats: seats.get(one.id) ?? { capacity: 0, taken: 0 } }));
}

/** All sections, of one term or with too few people where asked. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  const asked = sectionQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const few = asked.few !== undefined;
  const term = (await recentTerms(db)).find(({ code }) => code === asked.term) ?? null;
  const termId = term?.id ?? null;
  const file = givingWay(db);
  return tableFile({
    name: `${few ? '人数不足的班' : '班级'}${term ? `（${term.name}）` : ''}`,
    columns,
    rows: everyRow(
      async (after) => {
        const { sections } = await (few
          ? underFilled(file, { termId, now, after })
          : sectionList(file, { termId, after }));
        return withSeats(file, sections);
      },
      ({ startsOn, code }) => [startsOn, code],
    ),
  });
}

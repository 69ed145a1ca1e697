import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { accessWords } from '#app/features/venues/access.rules.ts';
import { readListQuery } from '#app/features/venues/list.schema.ts';
import { type Venue, venueList } from '#app/features/venues/reading.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { dayOf } from '#app/lib/time.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<Venue>[] = [
  { title: '阵地', width: 28, value: ({ name }) => name },
  { title: '哪一级', width: 14, value: ({ tier }) => tier },
  { title: '所属', width: 20, value: ({ community }) => community ?? '全学院' },
  { title: '地址', width: 32, value: ({ address }) => address },
  { title: '容纳（人）', width: 10, value: ({ capacity }) => capacity, figures: true },
  { title: '进出', width: 28, value: accessWords },
  { title: '开放时间', width: 36, value: ({ hours }) => hours },
];

/** The places, of one tier or all. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  const { tier } = readListQuery(new URL(request.url));
  const onDay = dayOf(now);
  const file = givingWay(db);
  return tableFile({
    name: tier ? `阵地（${tier}）` : '阵地',
    columns,
    rows: everyRow(
      async (after) => (await venueList(file, { tier, onDay, after })).venues,
      ({ name, id }) => [name, id],
    ),
  });
}

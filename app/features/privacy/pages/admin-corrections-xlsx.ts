import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { listQuery } from '#app/features/privacy/correction-list.schema.ts';
import { correctableNames, correctionStateNames } from '#app/features/privacy/corrections.rules.ts';
import { type AskedCorrection, correctionQueue } from '#app/features/privacy/corrections.server.ts';
import { keepersOfData } from '#app/features/privacy/keepers.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<AskedCorrection>[] = [
  { title: '姓名', width: 12, value: ({ personName }) => personName },
  { title: '改哪里', width: 16, value: ({ what }) => correctableNames[what] },
  { title: '应该是', width: 36, value: ({ wish }) => wish },
  { title: '提交于', width: 22, value: ({ askedAt }) => formatMoment(askedAt) },
  {
    title: '期限',
    width: 20,
    value: ({ dueOn, state }) => (state === 'asked' ? `${formatDate(dueOn)}前` : ''),
  },
  { title: '怎么办的', width: 40, value: ({ decision }) => decision?.words },
];

/** What people of the registrar's scope asked to have corrected, in one state. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfData);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { state } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfData, now);
  const file = givingWay(db);
  return tableFile({
    name: `更正请求（${correctionStateNames[state]}）`,
    columns,
    rows: everyRow(
      async (after) => (await correctionQueue(file, { state, reach, after })).corrections,
      ({ askedAt, id }) => [askedAt, id],
    ),
  });
}

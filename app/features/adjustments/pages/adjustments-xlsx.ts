import type { LoaderFunctionArgs } from '@remix-run/node';
import { kindLabel, stateWords, sumWords } from '#app/features/adjustments/adjustment-words.rules.ts';
import { keepersOfCredits } from '#app/features/adjustments/keepers.ts';
import { listQuery } from '#app/features/adjustments/list.schema.ts';
import { type Adjustment, adjustmentsPage } from '#app/features/adjustments/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<Adjustment>[] = [
  { title: '姓名', width: 12, value: ({ personName }) => personName },
  { title: '课程或事项', width: 36, value: ({ title }) => title },
  { title: '情况', width: 16, value: ({ kind }) => kindLabel(kind) },
  { title: '调整', width: 16, value: sumWords },
  { title: '提出', width: 12, value: ({ proposedByName }) => proposedByName },
  { title: '时间', width: 22, value: ({ proposedAt }) => formatMoment(proposedAt) },
  { title: '理由', width: 48, value: ({ reason }) => reason },
  { title: '状态', width: 12, value: ({ state }) => stateWords[state].words },
  { title: '核对', width: 12, value: ({ decision }) => decision?.byName },
];

/** The adjustments of people within reach, those that wait or all. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfCredits);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { show } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, keepersOfCredits, now);
  const file = givingWay(db);
  return tableFile({
    name: '学分调整',
    columns,
    rows: everyRow(
      async (after) =>
        (await adjustmentsPage(file, { waiting: show === 'waiting', reach, after })).adjustments,
      ({ proposedAt, id }) => [proposedAt, id],
    ),
  });
}

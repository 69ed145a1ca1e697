import type { LoaderFunctionArgs } from '@remix-run/node';
import { appealStateNames } from '#app/features/appeals/appeals.rules.ts';
import { decidersOfAppeals } from '#app/features/appeals/keepers.ts';
import { listQuery } from '#app/features/appeals/list.schema.ts';
import { appealQueue, type QueuedAppeal } from '#app/features/appeals/queue.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { answerByWords } from '#app/ui/answer-by.tsx';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<QueuedAppeal>[] = [
  { title: '内容', width: 40, value: ({ title }) => title },
  { title: '姓名', width: 12, value: ({ personName }) => personName },
  {
    title: '针对',
    width: 14,
    value: ({ subject }) => (subject === 'declaration' ? '申报的决定' : '学分流水'),
  },
  { title: '提交于', width: 22, value: ({ raisedAt }) => formatMoment(raisedAt) },
  { title: '期限', width: 22, value: answerByWords },
];

/** The appeals of people within reach in one state. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...decidersOfAppeals);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { state } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, decidersOfAppeals, now);
  const file = givingWay(db);
  return tableFile({
    name: `申诉复核（${appealStateNames[state]}）`,
    columns,
    rows: everyRow(
      async (after) => (await appealQueue(file, { state, reach, now, after })).appeals,
      ({ raisedAt, id }) => [raisedAt, id],
    ),
  });
}

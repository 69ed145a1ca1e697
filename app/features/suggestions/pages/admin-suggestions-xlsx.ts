import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { listQuery } from '#app/features/suggestions/list.schema.ts';
import { type QueuedSuggestion, suggestionQueue } from '#app/features/suggestions/queue.server.ts';
import { deskNames, kindNames, stateNames } from '#app/features/suggestions/suggestions.rules.ts';
import { answerers } from '#app/features/suggestions/within.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { answerByWords } from '#app/ui/answer-by.tsx';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<QueuedSuggestion>[] = [
  { title: '内容', width: 48, value: ({ beginning }) => beginning },
  { title: '类别', width: 14, value: ({ kind }) => kindNames[kind] },
  { title: '谁写的', width: 14, value: ({ personName }) => personName ?? '没有写名字' },
  { title: '收到', width: 20, value: ({ receivedAt }) => formatDate(receivedAt) },
  { title: '谁办', width: 14, value: ({ desk, ownerName }) => ownerName ?? deskNames[desk] },
  { title: '答复期限', width: 22, value: answerByWords },
];

/** What somebody may answer in one state. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...answerers);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { state } = listQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const file = givingWay(db);
  return tableFile({
    name: `意见箱（${stateNames[state]}）`,
    columns,
    rows: everyRow(
      async (after) => (await suggestionQueue(file, { actor, state, now, after })).suggestions,
      ({ clockFrom, id }) => [clockFrom, id],
    ),
  });
}

import type { LoaderFunctionArgs } from '@remix-run/node';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { categoryWords } from '#app/features/credits/category-words.rules.ts';
import { readersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { readListQuery } from '#app/features/declarations/list.schema.ts';
import { type QueuedDeclaration, reviewQueue } from '#app/features/declarations/queue.server.ts';
import { stateNames } from '#app/features/declarations/states.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { answerByWords } from '#app/ui/answer-by.tsx';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The declarations of people within reach in one state, of one category or all. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfDeclarations);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { state, category } = readListQuery(new URL(request.url));
  const reach = reachBy(actor, readersOfDeclarations, now);
  const names = await categoryNames(db, now);
  const columns: readonly SheetColumn<QueuedDeclaration>[] = [
    { title: '内容', width: 40, value: ({ title }) => title },
    { title: '姓名', width: 12, value: ({ personName }) => personName },
    { title: '类别', width: 24, value: (one) => categoryWords(names, one.category) },
    { title: '完成于', width: 20, value: ({ occurredOn }) => formatDate(occurredOn) },
    { title: '提交于', width: 22, value: ({ sentAt }) => formatMoment(sentAt) },
    { title: '期限', width: 22, value: answerByWords },
  ];
  const file = givingWay(db);
  return tableFile({
    name: `学分申报（${stateNames[state]}）`,
    columns,
    rows: everyRow(
      async (after) => (await reviewQueue(file, { state, category, reach, now, after })).declarations,
      ({ sentAt, id }) => [sentAt, id],
    ),
  });
}

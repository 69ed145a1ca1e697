import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { oddityWords } from '#app/features/viewing/parts/oddity-words.ts';
import { type ViewingPattern, viewingPatterns } from '#app/features/viewing/viewing-record.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { formatDate } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<ViewingPattern>[] = [
  { title: '哪天', width: 20, value: ({ day }) => formatDate(day) },
  { title: '学员', width: 12, value: ({ personName }) => personName },
  {
    title: '哪一讲',
    width: 44,
    value: ({ courseTitle, recordingTitle }) => `${courseTitle} · ${recordingTitle}`,
  },
  { title: '什么', width: 32, value: ({ kind, times }) => `${oddityWords[kind].what}，${times} 次` },
  { title: '怎么记的', width: 24, value: ({ kind }) => oddityWords[kind].became },
  { title: '可能是', width: 40, value: ({ kind }) => oddityWords[kind].maybe },
];

/** What is to be asked about the viewing of one's schools. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const reach = await reachOf(db, actor);
  const people = reachBy(actor, ['registrar', 'academy-admin'], now);
  const file = givingWay(db);
  return tableFile({
    name: '观看里要问问的',
    lead: '这些只是一个问题，不是结论：先问问本人，多半有原因。系统不扣学分，也不自动处理。',
    columns,
    rows: everyRow(
      async (after) => (await viewingPatterns(file, { reach, people, after })).patterns,
      ({ patternAt, id }) => [patternAt ?? '', id],
    ),
  });
}

import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { listedTerms } from '#app/features/timetable/listed-terms.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** The terms, newest first. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  return tableFile({
    name: '学期',
    columns: [
      { title: '学期', width: 20, value: ({ name }) => name },
      { title: '编号', width: 12, value: ({ code }) => code },
      { title: '开始', width: 12, value: ({ startsOn }) => startsOn },
      { title: '结束', width: 12, value: ({ endsOn }) => endsOn },
      {
        title: '现在',
        width: 48,
        value: ({ now }) => now.map(({ word, note }) => `${word} ${note}`.trim()).join('；'),
      },
    ],
    rows: await listedTerms(context.db, context.now()),
  });
}

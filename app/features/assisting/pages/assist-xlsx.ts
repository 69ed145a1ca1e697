import type { LoaderFunctionArgs } from '@remix-run/node';
import { assistQuery } from '#app/features/assisting/assist.schema.ts';
import { peopleOfLiaisonBehind } from '#app/features/assisting/people.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { placeByName } from '#app/features/identity/people-search.server.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The people of the liaison's own part of the organisation, by name. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { q } = assistQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const file = givingWay(db);
  return tableFile({
    name: '负责范围里的人',
    columns: [
      { title: '姓名', width: 12, value: ({ name }) => name },
      { title: '身份', width: 40, value: ({ posts }) => posts.join('；') },
    ],
    rows: everyRow((after) => peopleOfLiaisonBehind(file, { actor, q, now, after }), placeByName),
  });
}

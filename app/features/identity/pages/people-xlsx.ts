import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { keepersOfPeople } from '#app/features/identity/keepers.ts';
import { peopleAsked } from '#app/features/identity/people-asked.server.ts';
import { type PersonLine, withPosts } from '#app/features/identity/people-lines.server.ts';
import { peopleBehind, placeByName } from '#app/features/identity/people-search.server.ts';
import { failure } from '#app/lib/http.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { dayOf } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

const columns: readonly SheetColumn<PersonLine>[] = [
  { title: '姓名', width: 12, value: ({ name }) => name },
  { title: '用户名', width: 18, value: ({ username }) => username },
  { title: '岗位', width: 48, value: ({ posts }) => posts.join('；') },
  { title: '授权', width: 36, value: ({ roles }) => roles.join('；') || '学员' },
];

/** The people of the reader's scope, or of a unit in it, with posts and roles. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfPeople);
  const { db } = context;
  const now = context.now();
  const asked = await peopleAsked(db, { actor, url: new URL(request.url) });
  if (!asked) throw failure(request, 404);
  await noteFile(db, { actor, request, now });
  const { scopePath, unit, q } = asked;
  const onDay = dayOf(now);
  const file = givingWay(db);
  return tableFile({
    name: unit ? `${unit.name}的人员` : '人员',
    columns,
    rows: everyRow(
      async (after) => withPosts(file, await peopleBehind(file, { scopePath, onDay, q, after }), onDay),
      placeByName,
    ),
  });
}

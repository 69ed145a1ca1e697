import type { LoaderFunctionArgs } from '@remix-run/node';
import { askedOf } from '#app/features/audit/asking.server.ts';
import { auditSheet } from '#app/features/audit/export.server.ts';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { auditQuery } from '#app/features/audit/search.schema.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';

/** All lines that meet the filters, as they are read; that the file was made is in the journal before its first byte. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db } = context;
  const query = auditQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { filters, unclear } = await askedOf(db, query);
  if (unclear) throw failure(request, 400, { message: '没有找到这个人，或者同名的有好几位：请写用户名。' });
  await noteAuditing(db, { actor, action: 'journal.exported', filters: query, now: context.now() });
  return tableFile(auditSheet(givingWay(db), filters));
}

import type { LoaderFunctionArgs } from '@remix-run/node';
import { type ListedWaiver, waiverState, waiversPage } from '#app/features/assessment/waivers.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { dayOf, formatDate, formatMoment } from '#app/lib/time.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The waivers in somebody's part of the academy. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'academy-admin');
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const onDay = dayOf(now);
  const columns: readonly SheetColumn<ListedWaiver>[] = [
    { title: '姓名', width: 12, value: ({ personName }) => personName },
    { title: '要求', width: 28, value: ({ label }) => label },
    { title: '理由', width: 44, value: ({ reason }) => reason },
    {
      title: '期限',
      width: 36,
      value: ({ validFrom, validTo }) => `${formatDate(validFrom)}到 ${formatDate(validTo)}`,
    },
    { title: '谁批的', width: 32, value: ({ byName, grantedAt }) => `${byName}，${formatMoment(grantedAt)}` },
    { title: '现在', width: 12, value: (one) => waiverState(one, onDay) },
  ];
  const file = givingWay(db);
  return tableFile({
    name: '领办豁免',
    columns,
    rows: everyRow(
      async (after) => (await waiversPage(file, { actor, onDay, after })).waivers,
      ({ grantedAt, id }) => [grantedAt, id],
    ),
  });
}

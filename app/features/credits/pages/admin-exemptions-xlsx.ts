import type { LoaderFunctionArgs } from '@remix-run/node';
import { exemptionKinds } from '#app/features/credits/exemption-kinds.server.ts';
import { exemptionQuery } from '#app/features/credits/exemption-list.schema.ts';
import {
  exemptionsOfYear,
  type ListedExemption,
  waitingExemptions,
} from '#app/features/credits/exemption-list.server.ts';
import { readersOfExemptions } from '#app/features/credits/keepers.ts';
import { byWords, exemptionStateWords, kindName } from '#app/features/credits/parts/exemption-table.tsx';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import type { SheetColumn } from '#app/lib/sheets/table-sheet.ts';
import { dayOf, formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { noteFile, tableFile } from '#app/shell/table-file.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { everyRow } from '#db/part.server.ts';

/** The exemptions of a year of people within reach, or the proposals that wait. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfExemptions);
  const { db } = context;
  const now = context.now();
  await noteFile(db, { actor, request, now });
  const { q, of, ...asked } = exemptionQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, readersOfExemptions, dayOf(now));
  const year = asked.year ?? (await creditYearOn(db, dayOf(now)));
  const kinds = await exemptionKinds(db, dayOf(now));
  const columns: readonly SheetColumn<ListedExemption>[] = [
    { title: '姓名', width: 12, value: ({ personName }) => personName },
    { title: '年度', width: 10, value: (one) => `${one.year} 年` },
    { title: '身份', width: 20, value: ({ position }) => positionNames[position] },
    { title: '种类', width: 16, value: ({ kind }) => kindName(kinds, kind) },
    { title: '理由', width: 40, value: ({ reason }) => reason },
    { title: '时间', width: 22, value: ({ at }) => formatMoment(at) },
    { title: '经手', width: 28, value: byWords },
    { title: '状态', width: 12, value: (one) => exemptionStateWords(one).words },
  ];
  const file = givingWay(db);
  return tableFile({
    name: of === 'waiting' ? '免考核（等待批准）' : `免考核（${year} 年）`,
    columns,
    rows: everyRow(
      async (after) =>
        of === 'waiting'
          ? (await waitingExemptions(file, { ...reach, after })).waiting
          : (await exemptionsOfYear(file, { year, q, ...reach, after })).exemptions,
      ({ at, id }) => [at, id],
    ),
  });
}

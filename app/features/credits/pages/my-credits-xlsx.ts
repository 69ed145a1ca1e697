import type { LoaderFunctionArgs } from '@remix-run/node';
import { ledgerColumns } from '#app/features/credits/ledger-sheet.ts';
import { myCredits } from '#app/features/credits/my-credits.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** One's own entries of a year. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const wanted = new URL(request.url).searchParams.get('year');
  const personId = actor.personId ?? '';
  const { year, entries } = await myCredits(context.db, { personId, year: wanted, now: context.now() });
  return tableFile({ name: `我的学分 ${year} 年`, columns: ledgerColumns, rows: entries });
}

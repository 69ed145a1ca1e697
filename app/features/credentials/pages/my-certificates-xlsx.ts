import type { LoaderFunctionArgs } from '@remix-run/node';
import { certificateColumns } from '#app/features/credentials/certificate-sheet.ts';
import { myCertificates } from '#app/features/credentials/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { tableFile } from '#app/shell/table-file.server.ts';

/** One's own certificates. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { certificates } = await myCertificates(context.db, actor.personId ?? '');
  return tableFile({ name: '我的证书', columns: certificateColumns, rows: certificates });
}

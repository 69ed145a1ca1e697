import type { LoaderFunctionArgs } from '@remix-run/node';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { lineProof } from '#app/features/audit/proof.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';

/** That a line is in its block, to be checked with verify.mjs. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const proof = await lineProof(context.db, params.entryId ?? '');
  if (!proof) throw failure(request, 404, { message: '这条日志还没有封存，或者已经归档。' });
  const entryId = params.entryId ?? '';
  await noteAuditing(context.db, { actor, action: 'journal.read', entryId, now: context.now() });
  return new Response(proof, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="journal-proof.jsonl"',
      'cache-control': 'private, no-store',
    },
  });
}

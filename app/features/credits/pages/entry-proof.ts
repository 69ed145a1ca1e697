import type { LoaderFunctionArgs } from '@remix-run/node';
import { proofOf } from '#app/features/credits/proofs.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';

/** `GET /me/credits/:entryId/proof.jsonl`: that one's own entry is in its block, to be checked with verify.mjs. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const entry = await creditEntry(context.db, params.entryId ?? '');
  if (!entry || entry.personId !== actor.personId)
    throw failure(request, 404, { message: '没有找到这笔学分。' });
  const proof = await proofOf(context.db, entry.id);
  if (!proof) throw failure(request, 404, { message: '这笔学分还没有封存，一小时以后再来下载。' });
  return new Response(proof, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="proof.jsonl"',
      'cache-control': 'private, no-store',
    },
  });
}

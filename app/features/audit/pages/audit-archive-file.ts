import type { LoaderFunctionArgs } from '@remix-run/node';
import { archiveNamed } from '#app/features/audit/archives.server.ts';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { StoreFailure, storeIsAway } from '#app/features/media/media-store.ts';
import { openStored } from '#app/features/media/reading.server.ts';
import { failure, whileAway } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/** A file of old lines as it lies in the store; that it left is in the journal before its first byte. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db, env } = context;
  const archive = isId(params.archiveId ?? '') ? await archiveNamed(db, params.archiveId ?? '') : null;
  const file = archive && (await mediaFile(db, archive.mediaId));
  if (!archive || !file) throw failure(request, 404, { message: '没有找到这份归档。' });
  // Before it is opened: a file that nobody can read now was asked for all the same.
  await noteAuditing(db, {
    actor,
    action: 'journal.archive-read',
    archiveId: archive.id,
    now: context.now(),
  });
  const notNow = whileAway(request, storeIsAway);
  const stored = await openStored(env, file.storageKey).catch(notNow);
  if (stored?.bytes !== archive.bytes)
    return notNow(new StoreFailure('store-gone', 'The file is not there.'));
  const body = await stored.read(0, stored.bytes - 1).catch(notNow);
  return new Response(body, {
    headers: {
      'content-type': 'application/gzip',
      'content-length': String(stored.bytes),
      'content-disposition': `attachment; filename="journal-${archive.firstBlock}-${archive.lastBlock}.jsonl.gz"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

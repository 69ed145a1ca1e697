import type { LoaderFunctionArgs } from '@remix-run/node';
import { archiveNamed } from '#app/features/audit/archives.server.ts';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { wordsBeside } from '#app/features/journal/archiving.server.ts';
import { mediaFile } from '#app/features/media/files.server.ts';
import { StoreFailure, storeIsAway } from '#app/features/media/media-store.ts';
import { openStored } from '#app/features/media/reading.server.ts';
import { failure, whileAway } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/**
 * A file of old lines as it lies in the store, or (`?words=1`) the words about people that lie beside it; that it left is in the journal before its first
 * byte.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db, env } = context;
  const archive = isId(params.archiveId ?? '') ? await archiveNamed(db, params.archiveId ?? '') : null;
  const file = archive && (await mediaFile(db, archive.mediaId));
  if (!archive || !file) throw failure(request, 404, { message: '没有找到这份归档。' });
  const asksForWords = new URL(request.url).searchParams.get('words') === '1';
  // Before it is opened: a file that nobody can read now was asked for all the same.
  await noteAuditing(db, {
    actor,
    action: asksForWords ? 'journal.words-read' : 'journal.archive-read',
    archiveId: archive.id,
    now: context.now(),
  });
  const name = `journal-${archive.firstBlock}-${archive.lastBlock}`;
  if (asksForWords) return wordsFile(await wordsBeside(db, archive), name);
  const notNow = whileAway(request, storeIsAway);
  const stored = await openStored(env, file.storageKey).catch(notNow);
  if (stored?.bytes !== archive.bytes)
    return notNow(new StoreFailure('store-gone', 'The file is not there.'));
  const body = await stored.read(0, stored.bytes - 1).catch(notNow);
  return new Response(body, {
    headers: {
      ...{ ...privately, 'content-type': 'application/gzip', 'content-length': String(stored.bytes) },
      'content-disposition': `attachment; filename="${name}.jsonl.gz"`,
    },
  });
}

const privately = { 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' };

/** One line of JSON for each line of the file whose words are still kept: with its salt it opens the commitment that stands in the file. */
function wordsFile(words: Awaited<ReturnType<typeof wordsBeside>>, name: string): Response {
  const lines = [...words.values()].map(
    ({ entry_id: id, salt, detail, origin }) =>
      `${JSON.stringify({ entry: { id, detail, origin }, salt })}\n`,
  );
  return new Response(lines.join(''), {
    headers: {
      ...{ ...privately, 'content-type': 'application/jsonl; charset=utf-8' },
      'content-disposition': `attachment; filename="${name}-words.jsonl"`,
    },
  });
}

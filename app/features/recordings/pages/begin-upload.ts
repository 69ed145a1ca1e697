import type { ActionFunctionArgs } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { tusServer } from '#app/features/media/tus.server.ts';
import { beginUpload, forgetUpload } from '#app/features/media/uploads.server.ts';
import { beginningWords } from '#app/features/recordings/upload-words.ts';
import { failure } from '#app/lib/http.server.ts';

const PATH = '/teach/recordings/uploads';
const statuses: Record<string, number> = {
  empty: 400,
  'too-large': 413,
  'too-many': 429,
  'no-space': 507,
  'store-gone': 503,
};

/**
 * `POST /teach/recordings/uploads` of the tus protocol: opens an upload of `Upload-Length` bytes for whoever may upload
 * recordings, and answers 201 with its `Location`. Everything else is said in words, for the page to show.
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const { db, env } = context;
  const length = request.headers.get('upload-length') ?? '';
  if (!request.headers.has('tus-resumable') || !/^\d{1,15}$/.test(length)) throw failure(request, 400);
  const personId = actor.personId ?? '';
  const bytes = Number(length);
  const now = context.now();
  const begun = await beginUpload(db, { personId, name: nameIn(request), bytes, env, now });
  if (!begun.ok)
    throw failure(request, statuses[begun.reason] ?? 503, { message: beginningWords(begun.reason) });
  const { uploadId } = begun;
  const answer = await tusServer(env, { path: PATH, uploadId }).handleWeb(request);
  if (answer.status === 201) return answer;
  await forgetUpload(db, { uploadId, env, now });
  throw failure(request, answer.status < 500 ? 400 : 503, { message: beginningWords('store-gone') });
}

/** The name of the file in `Upload-Metadata`: a claim, shown to its owner and never used as a path. */
function nameIn(request: Request): string {
  const pair = /(?:^|,)\s*filename ([A-Za-z0-9+/=]+)/.exec(request.headers.get('upload-metadata') ?? '');
  return Buffer.from(pair?.[1] ?? '', 'base64').toString('utf8');
}

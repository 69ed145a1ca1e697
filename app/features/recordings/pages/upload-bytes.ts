import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { tusServer } from '#app/features/media/tus.server.ts';
import { forgetUpload, ownUpload } from '#app/features/media/uploads.server.ts';
import { piecesWords } from '#app/features/recordings/upload-words.ts';
import { failure, jsonAnswer } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

const PATH = '/teach/recordings/uploads';

/** Besides reading and posting, the tus protocol sends pieces by PATCH and gives an upload up by DELETE. */
export const handle = { methods: ['PATCH', 'DELETE'] };

/** `HEAD`: how far an upload has come (`Upload-Offset`); `GET`: the same for programs. Only for the person who began it. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  const upload = await uploadFor(request, context, params.uploadId);
  if (request.method === 'HEAD') return passOn(request, context, upload.id);
  return jsonAnswer({ id: upload.id, name: upload.name, bytes: upload.bytes, endsAt: upload.endsAt });
}

/** `PATCH`: the next piece. `DELETE`, or a plain form post: gives the upload up, and its place on the disk with it. */
export async function action({ request, context, params }: ActionFunctionArgs): Promise<Response> {
  const upload = await uploadFor(request, context, params.uploadId);
  if (request.method === 'PATCH') return passOn(request, context, upload.id);
  const { db, env } = context;
  if (!upload.takenAs) await forgetUpload(db, { uploadId: upload.id, env, now: context.now() });
  if (request.method === 'POST') return redirect('/teach/recordings?done=given-up', 303);
  return new Response(null, { status: 204, headers: { 'tus-resumable': '1.0.0' } });
}

async function uploadFor(request: Request, context: LoaderFunctionArgs['context'], uploadId = '') {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  const own = { uploadId, personId: actor.personId ?? '', now: context.now() };
  const upload = isId(uploadId) ? await ownUpload(context.db, own) : null;
  if (!upload) throw failure(request, 404, { message: piecesWords(404) });
  return upload;
}

async function passOn(request: Request, { env }: LoaderFunctionArgs['context'], uploadId: string) {
  const answer = await tusServer(env, { path: PATH, uploadId }).handleWeb(request);
  if (answer.status < 400) return answer;
  throw failure(request, answer.status === 500 ? 503 : answer.status, {
    message: piecesWords(answer.status),
  });
}

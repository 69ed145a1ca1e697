import type { LoaderFunctionArgs } from '@remix-run/node';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { storeIsAway } from '#app/features/media/media-store.ts';
import { openStored } from '#app/features/media/reading.server.ts';
import { servingOf } from '#app/features/media/serving.rules.ts';
import { grantFrom, streamFileType } from '#app/features/media/stream-files.rules.ts';
import { opensStream } from '#app/features/media/streams.server.ts';
import { failure, isFromElsewhere, whileAway } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

/**
 * `GET /media/streams/:streamId/:grant/*`: a playlist or a piece of a stream, whole or in part, for the person to whom the grant
 * was given and from pages of this site. Forged, too old, somebody else's or not there: the same 404. A store that is away:
 * 503, and players come back. Reads no table.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  if (isFromElsewhere(request)) throw failure(request, 403, { message: elsewhere });
  const now = context.now();
  const { streamId, name, type, expires } = await fileFor(request, params, { context, now });
  const notNow = whileAway(request, storeIsAway);
  const stored = await openStored(context.env, `streams/${streamId}/${name}`).catch(notNow);
  if (!stored) throw failure(request, 404, { message: expired });
  const file = { bytes: stored.bytes, tag: `"${streamId}/${name}/${stored.bytes}"` };
  const age = Math.max(0, expires - Math.floor(now.getTime() / 1000));
  const { status, headers, part } = servingOf((header) => request.headers.get(header), file);
  if (status === 416) throw failure(request, status, { message: outside, headers });
  const body = part && request.method !== 'HEAD' ? await stored.read(part.from, part.to).catch(notNow) : null;
  return new Response(body, {
    status,
    headers: {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      ...headers,
      'cache-control': `private, max-age=${age}`,
    },
  });
}

const expired = '这一讲的播放地址不对，或者已经过期。请回到看录播的页面，刷新后接着看。';
const elsewhere = '这一讲只能在学院自己的页面里看。请回到学院的网站，从课里打开。';
const outside = '要的那一段超出了文件的长度。请刷新页面再试。';

async function fileFor(
  request: Request,
  { streamId = '', grant: granted = '', '*': name = '' }: LoaderFunctionArgs['params'],
  { context, now }: { context: LoaderFunctionArgs['context']; now: Date },
) {
  const [grant, type] = [grantFrom(granted), streamFileType(name)];
  const actor = grant && type && isId(streamId) ? await optionalActor(request, context) : null;
  if (!grant || !type || !actor?.personId) throw failure(request, 404, { message: expired });
  const { personId } = actor;
  if (!(await opensStream(context.db, { streamId, grant, personId }, now)))
    throw failure(request, 404, { message: expired });
  return { streamId, name, type, expires: grant.expires };
}

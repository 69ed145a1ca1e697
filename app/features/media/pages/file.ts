import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { checkAddress } from '#app/features/media/addresses.server.ts';
import {
  downloadedPurposes,
  openPurposes,
  personalPurposes,
  publicPurposes,
} from '#app/features/media/content-types.rules.ts';
import { type MediaFile, mediaFile } from '#app/features/media/files.server.ts';
import { StoreFailure, storeIsAway } from '#app/features/media/media-store.ts';
import { openStored } from '#app/features/media/reading.server.ts';
import { type ServedFile, servingOf } from '#app/features/media/serving.rules.ts';
import { failure, isFromElsewhere, whileAway } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';

const PUBLIC_SECONDS = 24 * 3600;
const query = z.object({ e: z.coerce.number().int().positive(), s: z.string().min(1).max(64) });

/**
 * `GET /media/:mediaId?e=…&s=…`: a stored file, whole or in part. Open to whoever holds a signed address; videos and captions
 * only to the person for whom it was signed and from pages of this site; posters to everyone, without a signature. Everything
 * else answers like a file that is not there.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  // One moment for the whole answer: an age reckoned from a later one would be a second short now and then.
  const now = context.now();
  const { file, forEveryone, expires } = await fileFor(request, params.mediaId ?? '', { context, now });
  const notNow = whileAway(request, storeIsAway);
  const stored = await openStored(context.env, file.storageKey).catch(notNow);
  if (stored?.bytes !== file.bytes) return notNow(new StoreFailure('store-gone', 'The file is not there.'));
  const age = Math.max(0, expires - Math.floor(now.getTime() / 1000));
  const { status, headers, part } = servingOf((name) => request.headers.get(name), served(file));
  if (status === 416) throw failure(request, status, { message: outside, headers });
  const body = part && request.method !== 'HEAD' ? await stored.read(part.from, part.to).catch(notNow) : null;
  return new Response(body, {
    status,
    headers: {
      ...standing(file),
      ...headers,
      'cache-control': `${forEveryone ? 'public' : 'private'}, max-age=${age}`,
    },
  });
}

const expired = '这个文件的地址不对，或者已经过期。请回到原来的页面，刷新后再打开一次。';
const elsewhere = '这个文件只能在学院自己的页面里看。请回到学院的网站，从课里打开。';
const outside = '要的那一段超出了文件的长度。请刷新页面再试。';

type Asked = { context: LoaderFunctionArgs['context']; now: Date };

async function fileFor(request: Request, mediaId: string, asked: Asked) {
  const granted = isId(mediaId) ? await grantOf(request, mediaId, asked) : null;
  const file = granted ? await mediaFile(asked.context.db, mediaId) : null;
  if (!granted || !file || !granted.purposes.includes(file.purpose))
    throw failure(request, 404, { message: expired });
  return { file, ...granted };
}

/** What kinds of file this address opens, for whom and until when; null when it is forged, somebody else's or too old. */
async function grantOf(request: Request, mediaId: string, { context, now }: Asked) {
  const { searchParams } = new URL(request.url);
  if (searchParams.size === 0) {
    return {
      purposes: publicPurposes,
      forEveryone: true,
      expires: Math.floor(now.getTime() / 1000) + PUBLIC_SECONDS,
    };
  }
  const parsed = query.safeParse(Object.fromEntries(searchParams));
  if (!parsed.success) return null;
  const { e: expires, s: signature } = parsed.data;
  const actor = await optionalActor(request, context);
  const grantedTo = await checkAddress(
    context.db,
    { subject: mediaId, expires, signature, personId: actor?.personId ?? null },
    now,
  );
  if (grantedTo === 'nobody') return null;
  if (grantedTo === 'person' && isFromElsewhere(request)) throw failure(request, 403, { message: elsewhere });
  const forEveryone = grantedTo === 'everyone';
  return { purposes: forEveryone ? openPurposes : personalPurposes, forEveryone, expires };
}

function standing(file: MediaFile): Record<string, string> {
  const inline = !downloadedPurposes.includes(file.purpose);
  return {
    'content-type': file.contentType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': inline
      ? 'inline'
      : `attachment; filename*=UTF-8''${encodeURIComponent(file.originalName)}`,
  };
}

function served({ bytes, sha256, createdAt }: MediaFile): ServedFile {
  return { bytes, tag: `"${sha256}"`, changedAt: createdAt };
}

import { sessionIdOf, sessionOwner } from '#app/features/identity/sessions.server.ts';
import { keepForm, MOST_KEPT_BYTES } from '#app/features/sign-in/kept-forms.server.ts';
import { isPlainForm } from '#app/lib/http.server.ts';
import { readParts } from '#app/lib/http-parts.server.ts';
import type { House } from '#app/server/house.ts';

/** How a request that was turned away to the sign-in begins; see `identity/gate.server.ts`. */
const TO_SIGN_IN = '/login?next=';

/**
 * Whoever sends a form after their session has ended is led to sign in. What they wrote is kept meanwhile, and the answer carries the
 * browser's half of the key. Files are not kept. Any other answer stays as it is.
 */
export async function keepingTheForm(
  { env, contextBase: { db, now } }: House,
  request: Request,
  response: Response,
): Promise<Response> {
  const location = response.headers.get('location') ?? '';
  if (request.method !== 'POST' || response.status !== 302 || !location.startsWith(TO_SIGN_IN))
    return response;
  const sessionId = sessionIdOf(request.headers.get('cookie'));
  if (!sessionId || request.bodyUsed) return response;
  const personId = await sessionOwner(db, sessionId);
  const fields = personId ? await wordsOf(request) : null;
  if (!personId || !fields) return response;
  const { pathname, search } = new URL(request.url);
  const way = new URLSearchParams(location.slice('/login?'.length)).get('next') ?? '/me';
  const secure = env.PUBLIC_URL?.protocol === 'https:';
  const form = { action: pathname + search, way, fields };
  const cookie = await keepForm(db, { env, personId, form, secure, now: now() });
  if (!cookie) return response;
  const headers = new Headers(response.headers);
  headers.append('set-cookie', cookie);
  headers.set('location', `${location}&kept=yes`);
  return new Response(null, { status: 302, headers });
}

/** The words of a form, in their order; null when it is none, is too large or breaks off. */
async function wordsOf(request: Request): Promise<[string, string][] | null> {
  if (isPlainForm(request)) {
    const form = await request.formData().catch(() => null);
    return form && [...form].map(([name, value]): [string, string] => [name, String(value)]);
  }
  const fields: [string, string][] = [];
  let bytes = 0;
  const whole = await readParts(request, async (part) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of part.bytes) {
      if (part.filename !== undefined || bytes > MOST_KEPT_BYTES) continue;
      bytes += piece.length;
      pieces.push(piece);
    }
    if (part.filename === undefined && part.name)
      fields.push([part.name, Buffer.concat(pieces).toString('utf8')]);
  });
  return whole && bytes <= MOST_KEPT_BYTES ? fields : null;
}

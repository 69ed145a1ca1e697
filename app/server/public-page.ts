import { deliver } from '#app/server/deliver.ts';
import { contextFor, type House, type Visit } from '#app/server/house.ts';
import { hashInlineScripts } from '#app/server/inline-scripts.ts';
import { keptHeaders } from '#app/server/kept-routes.ts';
import { siteOf } from '#app/server/peer.ts';
import { type Rendered, toRendered } from '#app/server/rendered.ts';
import { sendKept } from '#app/server/respond.ts';

/** Renders a page anew that has grown old, unless somebody else has done so since; it was sent as it was. Never throws. */
export function renew(house: House, visit: Visit, { key, address }: { key: string; address: string }): void {
  const known = house.kept.peek(key);
  if (known && !known.stale) return;
  refresh(house, visit, key, address).catch((error: unknown) =>
    house.log.error({ err: error }, 'kept page not renewed'),
  );
}

/** Answers with a page that is the same for everyone who is not signed in; it is rendered once, however many wait for it. */
export async function answerKept(house: House, visit: Visit, key: string, address: string): Promise<void> {
  const { req, res } = visit;
  const answer = await refresh(house, visit, key, address);
  if (answer.kept) return sendKept(req, res, answer.page);
  const { bytes, status, headers, context } = answer.rendered;
  const body = bytes.length > 0 ? new Uint8Array(bytes) : null;
  await deliver(house, visit, new Response(body, { status, headers }), context ?? { nonce: '' });
}

function refresh(house: House, visit: Visit, key: string, address: string) {
  return house.kept.refresh(
    key,
    () => render(house, visit, address),
    (rendered) => finish(house, rendered),
  );
}

/** Renders without anything of the one person who happens to ask, and goes on when they leave. */
async function render(house: House, visit: Visit, address: string): Promise<Rendered> {
  const { host, origin } = siteOf(visit.req, house.env.PUBLIC_URL);
  const context = { ...contextFor(house, visit), clientAddress: '' };
  const response = await house.render(
    new Request(origin + address, { headers: keptHeaders(visit, host) }),
    context,
  );
  return { ...(await toRendered(response, context)), context };
}

function finish(
  house: House,
  { headers, bytes, context }: Rendered,
): { bytes: Buffer; headers: [string, string][] } {
  const type = headers.get('content-type') ?? '';
  const kept: [string, string][] = [
    ...house.standing,
    ['Content-Type', type],
    ['Cache-Control', headers.get('cache-control') ?? 'no-cache'],
    ['Vary', 'Accept-Encoding, Accept, Cookie'],
  ];
  if (!type.startsWith('text/html') || !context) return { bytes, headers: kept };
  const { html, sources } = hashInlineScripts(bytes.toString(), context.nonce);
  return { bytes: Buffer.from(html), headers: [...kept, ['Content-Security-Policy', house.policy(sources)]] };
}

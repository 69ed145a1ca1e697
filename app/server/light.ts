import type { ServerResponse } from 'node:http';
import type { LightAction, LightAnswer, LightRequest } from '#app/lib/http-light.ts';
import { deliver } from '#app/server/deliver.ts';
import { contextFor, type House, type Visit } from '#app/server/house.ts';
import { siteOf } from '#app/server/peer.ts';
import { thrownAnswer } from '#app/server/resource.ts';
import { toWebRequest } from '#app/server/web-request.ts';

export interface LightParts {
  action: LightAction;
  params: Record<string, string | undefined>;
  /** The body as it came. */
  bytes: Buffer;
}

/** Answers a light resource: nothing of the web's Request and Response is made unless something is wrong. */
export async function answerLight(
  house: House,
  visit: Visit,
  { action, params, bytes }: LightParts,
): Promise<void> {
  try {
    const answer = await action({
      request: lightRequest(house, visit, bytes),
      params,
      context: house.contextBase,
    });
    sendJson(visit.res, answer);
  } catch (error) {
    const context = contextFor(house, visit);
    const { req, res, pathname: address } = visit;
    const request = toWebRequest({ req, res, site: siteOf(req, house.env.PUBLIC_URL), address });
    await deliver(
      house,
      visit,
      thrownAnswer(error, { request, params, context }, house.handleError),
      context,
    );
  }
}

function lightRequest({ env }: House, { req, pathname, search }: Visit, bytes: Buffer): LightRequest {
  const site = siteOf(req, env.PUBLIC_URL);
  return {
    method: req.method ?? 'POST',
    url: site.origin + pathname + search,
    headers: { get: (name) => headerOf(req.headers[name.toLowerCase()]) },
    json: async () => JSON.parse(bytes.toString()),
  };
}

function headerOf(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

function sendJson(res: ServerResponse, { status, body }: LightAnswer): void {
  if (res.destroyed) return;
  const text = JSON.stringify(body);
  res
    .writeHead(status, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(text),
    })
    // As text it leaves together with the headers, in one piece.
    .end(text);
}

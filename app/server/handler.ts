import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext } from '#app/lib/context.ts';
import { wantsJson } from '#app/lib/http.server.ts';
import { readBody } from '#app/server/body.ts';
import { deliver } from '#app/server/deliver.ts';
import { contextFor, type House, type Visit } from '#app/server/house.ts';
import { keepingTheForm } from '#app/server/kept-form.ts';
import { keptKey, mayKeep } from '#app/server/kept-routes.ts';
import { answerLight } from '#app/server/light.ts';
import { answerMachine } from '#app/server/machine.ts';
import { hasPlainHost, siteOf } from '#app/server/peer.ts';
import { sendPlain } from '#app/server/plain-page.ts';
import { answerKept, renew } from '#app/server/public-page.ts';
import { letUploadEnd, refusalOf, refuse } from '#app/server/refusal.ts';
import { answerResource } from '#app/server/resource.ts';
import { sendKept } from '#app/server/respond.ts';
import type { FoundRoute } from '#app/server/route-table.ts';
import { strangerWithMuch } from '#app/server/strangers.ts';
import { readTarget } from '#app/server/target.ts';
import { tooLarge } from '#app/server/too-large.ts';
import { toWebRequest } from '#app/server/web-request.ts';

/**
 * Answers one request: kept pages, files and what machines ask at once, everything else when its turn has come. Never
 * throws: what goes wrong ends in the log and in a page that says so.
 */
export async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const json = wantsJson(req.headers.accept);
  const key = keptKey(req, json, house.env.PUBLIC_URL?.host);
  const found = key ? sendKnown(house, req, res, key) : undefined;
  if (found === 'fresh') return;
  const begun = performance.now();
  if (!found) for (const [name, value] of house.standing) res.setHeader(name, value);
  const reading = readTarget(req.url);
  if (!reading.ok) return refuse({ req, res }, { status: reading.status, json });
  if (!hasPlainHost(req)) return refuse({ req, res }, { status: 400, json });
  const requestId = randomBytes(9).toString('base64url');
  const visit: Visit = { req, res, json, requestId, begun, ...reading.target };
  if (key && found === 'stale')
    return house.turns(() => renew(house, visit, { key, address: addressOf(visit, routeOf(house, visit)) }));
  res.setHeader('X-Request-Id', requestId);
  try {
    if (await answerMachine(req, res, visit.pathname, house)) return;
    house.files(req, res, () => house.turns(() => takeTurn(house, visit, key)));
  } catch (error) {
    fail(house, visit, error);
  }
}

function takeTurn(house: House, visit: Visit, key: string | undefined): void {
  const { req, res } = visit;
  // Somebody before this one in the line may have had the page rendered.
  if (!res.destroyed && key && sendKnown(house, req, res, key)) return;
  const route = routeOf(house, visit);
  watch(house, visit, route);
  if (!res.destroyed)
    answerRoute(house, visit, { key, route }).catch((error: unknown) => fail(house, visit, error));
}

/** Sends what is kept under `key`, also when it has grown old: readers do not stand in line behind a crowd that writes. */
function sendKnown(
  { kept, metrics }: House,
  req: IncomingMessage,
  res: ServerResponse,
  key: string,
): 'fresh' | 'stale' | undefined {
  const found = kept.peek(key);
  if (!found) return undefined;
  metrics.kept.inc();
  sendKept(req, res, found.page);
  return found.stale ? 'stale' : 'fresh';
}

function routeOf({ routes }: House, { pathname, json }: Visit): FoundRoute | undefined {
  return routes.find(pathname, json);
}

/** What Remix is asked for: of a page that was asked for as JSON, its twin. */
function addressOf({ pathname, search }: Visit, route: FoundRoute | undefined): string {
  return (pathname.endsWith('.data') ? pathname : (route?.pathname ?? pathname)) + search;
}

async function answerRoute(
  house: House,
  visit: Visit,
  { key, route }: { key: string | undefined; route: FoundRoute | undefined },
): Promise<void> {
  const { req, res, json, pathname } = visit;
  const refusal = refusalOf(house, visit, route);
  if (refusal) return refuse(visit, refusal);
  const address = addressOf(visit, route);
  if (key && mayKeep(route?.pattern)) return answerKept(house, visit, key, address);
  const stranger = await strangerWithMuch(house, visit);
  if (stranger) return refuse(visit, stranger);
  const body = await readBody(req, pathname);
  if (body.kind === 'refused')
    return refuse(
      visit,
      body.status === 413 ? tooLarge(house, visit, body.most) : { status: body.status, json },
    );
  // Silence is ours from now on: to look through a lecture of hours takes minutes.
  if (body.kind === 'stream') req.once('end', () => req.socket.setTimeout(0));
  if (route?.light && body.kind === 'whole')
    return answerLight(house, visit, { action: route.light, params: route.params, bytes: body.bytes });
  const context = contextFor(house, visit);
  const request = toWebRequest({ req, res, site: siteOf(req, house.env.PUBLIC_URL), address, body });
  const answer = await respond(house, { request, context, pathname, route });
  const response = json ? answer : await keepingTheForm(house, request, answer);
  if (body.kind !== 'none' && response.status < 400) house.kept.noteWrite();
  if (body.kind === 'stream') letUploadEnd(req, res);
  if (body.kind === 'stream' && body.overflowed()) return refuse(visit, tooLarge(house, visit, body.most));
  await deliver(house, visit, response, context);
}

/** A page is rendered; any other address is answered by its server function alone. */
function respond(
  { render, handleError }: House,
  {
    request,
    context,
    pathname,
    route,
  }: { request: Request; context: RequestContext; pathname: string; route: FoundRoute | undefined },
): Promise<Response> {
  if (!route?.resource || pathname.endsWith('.data')) return render(request, context);
  return answerResource(route.resource, { request, params: route.params, context }, handleError);
}

/** Counts the request once it is answered or given up and, where it is worth a line, logs it. Waiting for its turn counts. */
function watch(
  { metrics, log }: House,
  { req, res, requestId, begun }: Visit,
  found: FoundRoute | undefined,
): void {
  const route = found?.pattern ?? '*';
  const count = () => {
    const ms = Math.round(performance.now() - begun);
    const status = res.writableFinished ? res.statusCode : 499;
    metrics.seconds.observe({ method: req.method ?? '', route, status }, ms / 1000);
    // What thousands ask at once would fill the log, and writing a line costs a good part of the answer.
    const isUsual = req.method === 'GET' || (found?.light !== undefined && status < 400);
    const isTold = ms > 1000 || !isUsual;
    const level = status >= 500 ? 'error' : isTold ? 'info' : 'debug';
    log[level]({ requestId, method: req.method, route, status, ms }, 'request');
  };
  if (res.destroyed) count();
  else res.once('close', count);
}

function fail({ log }: House, { res, json, requestId }: Visit, error: unknown): void {
  if (res.destroyed) return;
  log.error({ err: error, requestId }, 'request failed');
  if (res.headersSent) res.destroy();
  else sendPlain(res, { status: 500, json, requestId });
}

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import type { RequestContext } from '#app/lib/context.ts';
import { readEnv } from '#app/lib/env.ts';
import { wantsJson } from '#app/lib/http.server.ts';
import type { LightAction, LightArgs } from '#app/lib/http-light.ts';
import { readBody } from '#app/server/body.ts';
import { createLog } from '#app/server/log.ts';
import { siteOf } from '#app/server/peer.ts';
import { sendStreamed } from '#app/server/respond.ts';
import { createRouteTable } from '#app/server/route-table.ts';
import { toWebRequest } from '#app/server/web-request.ts';
import { openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';

type Render = (request: Request, context: RequestContext) => Promise<Response>;

// Vite loads this file anew after each edit; the connection must outlive that.
const kept = globalThis as { academyDevelopmentDb?: Promise<Db> };

/** Answers a request of `npm run dev`: the pages with their load context, without policy, kept pages and limits of use. */
export async function answerInDevelopment(
  { render, routes }: { render: Render; routes: ServerBuild['routes'] },
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const reading = readEnv(process.env);
  if (!reading.ok) throw new Error(reading.problem);
  const { env } = reading;
  kept.academyDevelopmentDb ??= openDatabase(env.DATABASE_URL);
  const original = (req as IncomingMessage & { originalUrl?: string }).originalUrl ?? req.url ?? '/';
  const body = await readBody(req, original);
  const context: RequestContext = {
    db: await kept.academyDevelopmentDb,
    env,
    nonce: '',
    requestId: randomBytes(9).toString('base64url'),
    clientAddress: req.socket.remoteAddress ?? '',
    now: () => new Date(),
    log: createLog(env.LOG_LEVEL),
  };
  const site = siteOf(req, undefined);
  const ask = (address: string) => toWebRequest({ req, res, site, address, body });
  const { light, params = {} } = createRouteTable(routes).find(original.split('?')[0] ?? '/', false) ?? {};
  if (light && req.method === 'POST')
    return sendStreamed(req, res, await answerOf(light, { request: ask(original), params, context }));
  const json = wantsJson(req.headers.accept) ? await render(ask(`/json${original}`), context) : undefined;
  await sendStreamed(req, res, json && json.status !== 404 ? json : await render(ask(original), context));
}

async function answerOf(light: LightAction, asked: LightArgs): Promise<Response> {
  try {
    const { status, body } = await light(asked);
    return Response.json(body, { status });
  } catch (error) {
    if (error instanceof Response) return error;
    throw error;
  }
}

import { createServer, type Server } from 'node:http';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import type { Logger } from 'pino';
import type { Env } from '#app/lib/env.ts';
import { answerBroken } from '#app/server/broken-request.ts';
import { answer } from '#app/server/handler.ts';
import type { House } from '#app/server/house.ts';
import { createKeptPages } from '#app/server/kept-pages.ts';
import { createMetrics } from '#app/server/metrics.ts';
import { createRouteTable } from '#app/server/route-table.ts';
import { createPolicy, standingHeaders } from '#app/server/security-headers.ts';
import { staticFiles } from '#app/server/static-files.ts';
import { createTurns } from '#app/server/turns.ts';
import type { Db } from '#db/database.ts';

export interface ServerParts {
  env: Env;
  db: Db;
  build: ServerBuild;
  log: Logger;
  /** The folder with what the browser loads: `build/client`. */
  clientFolder: string;
  notReady: () => Promise<string | undefined>;
}

const KEPT_BYTES = 32 * 1024 * 1024;
const FRESH_MS = 5_000;
const STALE_MS = 30_000;
const SILENT_MS = 120_000;

/** The HTTP server of the academy, not yet listening. */
export function createAcademyServer({ env, db, build, log, clientFolder, notReady }: ServerParts): Server {
  const house: House = {
    env,
    log,
    notReady,
    metrics: createMetrics(),
    render: createRequestHandler(build, 'production'),
    handleError: build.entry.module.handleError ?? ((error) => log.error({ err: error }, 'unexpected error')),
    routes: createRouteTable(build.routes),
    kept: createKeptPages({ maxBytes: KEPT_BYTES, freshMs: FRESH_MS, staleMs: STALE_MS }),
    turns: createTurns(),
    files: staticFiles(clientFolder),
    standing: standingHeaders(env),
    policy: createPolicy(env),
    contextBase: { db, env, now: () => new Date() },
  };
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000 }, (req, res) =>
    answer(house, req, res),
  );
  // A lecture may take an hour to upload, but not in silence; forms have their own limit in body.ts.
  server.requestTimeout = 0;
  server.setTimeout(SILENT_MS);
  server.on('clientError', answerBroken);
  return server;
}

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import type { Logger } from 'pino';
import type { RequestContext } from '#app/lib/context.ts';
import type { KeptPages } from '#app/server/kept-pages.ts';
import type { Machine } from '#app/server/machine.ts';
import { clientAddressOf } from '#app/server/peer.ts';
import type { RouteTable } from '#app/server/route-table.ts';
import type { createTurns } from '#app/server/turns.ts';

type StaticFiles = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/** What the process brings along for every request. */
export interface House extends Machine {
  log: Logger;
  render: (request: Request, context: RequestContext) => Promise<Response>;
  /** What the pages do about an error that nobody expected. */
  handleError: NonNullable<ServerBuild['entry']['module']['handleError']>;
  routes: RouteTable;
  kept: KeptPages;
  turns: ReturnType<typeof createTurns>;
  files: StaticFiles;
  /** Headers of every answer. */
  standing: [string, string][];
  /** The Content-Security-Policy that allows these sources of inline scripts. */
  policy: (sources: readonly string[]) => string;
  contextBase: Pick<RequestContext, 'db' | 'env' | 'now'>;
}

/** One request on its way through the server. */
export interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  pathname: string;
  /** With its question mark; empty without a query. */
  search: string;
  /** Whether a program asks, and wants JSON. */
  json: boolean;
  requestId: string;
  /** When it came, on the clock of `performance`. */
  begun: number;
}

/** The load context of one render, with a nonce of its own. */
export function contextFor({ contextBase, env, log }: House, { req, requestId }: Visit): RequestContext {
  const nonce = randomBytes(16).toString('base64');
  return { ...contextBase, nonce, requestId, log, clientAddress: clientAddressOf(req, env.PUBLIC_URL) };
}

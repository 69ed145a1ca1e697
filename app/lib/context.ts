import type { Logger } from 'pino';
import type { Env } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';

/** What the server hands to every loader and action (`context`). A type, since Remix wants an index signature. */
export type RequestContext = {
  db: Db;
  env: Env;
  /** Goes into the `nonce` of every inline script of this answer. */
  nonce: string;
  requestId: string;
  /** The address of the person's machine; behind a proxy, what the proxy says. For rate limits, and for the journal the network of it; never stored whole. */
  clientAddress: string;
  now: () => Date;
  log: Logger;
  /** Set when a page failed because the database could not be reached: the answer becomes a 503. */
  unavailable?: boolean;
  /**
   * The HTML of a page that was rendered whole; its Response has no body then. To put the text into a stream and read it
   * out again costs a good part of what rendering does.
   */
  html?: string;
};

declare module '@remix-run/node' {
  interface AppLoadContext extends RequestContext {}
  interface Future {
    v3_singleFetch: true;
  }
}

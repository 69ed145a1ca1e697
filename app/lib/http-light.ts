import type { RequestContext } from '#app/lib/context.ts';

/** What decides about who asks: as much of the web's Request as the gate looks at. */
export type Asking = Pick<Request, 'method' | 'url'> & { headers: Pick<Headers, 'get'> };

/** A request as a light resource sees it; a web Request fits as well. */
export type LightRequest = Asking & Pick<Request, 'json'>;

/** What it answers: a status and a value for JSON. Anything else (a redirect, a 401) it throws as a Response. */
export interface LightAnswer {
  status: number;
  body: unknown;
}

/**
 * What an action is given where its module says `handle = { light: true }`: it reads JSON and answers with a `LightAnswer`. To make
 * the web's Request, Response and their streams costs three times what a heartbeat does, and thousands beat at once. Nothing
 * that everybody sees may change by it: kept pages are not looked at again.
 */
export interface LightArgs {
  request: LightRequest;
  params: Record<string, string | undefined>;
  context: Pick<RequestContext, 'db' | 'env' | 'now'>;
}

export type LightAction = (args: LightArgs) => Promise<LightAnswer>;

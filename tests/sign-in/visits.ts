import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { now as today } from '#tests/identity/support.ts';

export interface Told {
  status: number;
  location: string | null;
  cookies: string[];
  data: Record<string, unknown>;
}

export interface Visit {
  cookie?: string;
  form?: Record<string, string>;
  params?: Record<string, string>;
  now?: Date;
  address?: string;
  headers?: Record<string, string>;
}

type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;

/** What closes secrets in these tests. */
export const SECRET = 'a secret of more than thirty-two characters';
export const env = { CREDENTIALS_SECRET: SECRET, DATA_DIR: '/nowhere' };

/** What a page answers, thrown or returned, as a Response or as data with a status. */
export async function ask(db: Db, page: unknown, path: string, visit: Visit = {}): Promise<Told> {
  const { cookie = '', form, params = {}, now = today, address = '10.0.0.1', headers = {} } = visit;
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const request = new Request(`http://127.0.0.1:3000${path}`, { ...init, headers: { cookie, ...headers } });
  const context = { db, env, clientAddress: address, now: () => now } as unknown as RequestContext;
  const answer: unknown = await Promise.resolve((page as Page)({ request, context, params })).catch(
    (thrown: unknown) => thrown,
  );
  if (answer instanceof Error) throw answer;
  if (answer instanceof Response) {
    const cookies = answer.headers.getSetCookie();
    return { status: answer.status, location: answer.headers.get('location'), cookies, data: {} };
  }
  const { data = answer, init: more } = (answer ?? {}) as { data?: unknown; init?: ResponseInit };
  const cookies = new Headers(more?.headers).getSetCookie();
  return { status: more?.status ?? 200, location: null, cookies, data: (data ?? {}) as Told['data'] };
}

/** The Cookie header after an answer that set these. */
export function cookieAfter(cookies: readonly string[]): string {
  return cookies.map((line) => line.split(';')[0] ?? '').join('; ');
}

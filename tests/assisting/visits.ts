/** Pages asked as a signed-in person asks them: what comes back, thrown or returned. */
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/identity/support.ts';

export interface Told {
  status: number;
  location: string | null;
  /** What the page gets to show. */
  data: Record<string, unknown>;
  /** The words of a refusal. */
  text: string;
}

export interface Visit {
  cookie?: string;
  form?: Record<string, string>;
  params?: Record<string, string>;
}

type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;

/** Asks a loader or, with a form, an action. */
export async function ask(
  db: Db,
  page: unknown,
  path: string,
  { cookie = '', form, params = {} }: Visit = {},
): Promise<Told> {
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const request = new Request(`http://127.0.0.1:3000${path}`, { ...init, headers: { cookie } });
  const context = { db, env: {}, clientAddress: '10.0.0.1', now: () => now } as unknown as RequestContext;
  const answer: unknown = await Promise.resolve((page as Page)({ request, context, params })).catch(
    (thrown: unknown) => thrown,
  );
  if (answer instanceof Error) throw answer;
  if (answer instanceof Response) {
    const { status, headers } = answer;
    return { status, location: headers.get('location'), data: {}, text: await answer.text() };
  }
  const { data = answer, init: more } = answer as { data?: unknown; init?: ResponseInit };
  return { status: more?.status ?? 200, location: null, data: data as Record<string, unknown>, text: '' };
}

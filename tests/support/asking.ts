/** Asks a page by its loader or action, without a server: what it answers, returned or thrown. */
import { grantRole } from '#app/features/identity/grants.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { academy, aLearner } from './world.ts';

export interface Told {
  status: number;
  location: string | null;
  data: Record<string, unknown>;
}

interface Visit {
  cookie?: string;
  form?: Record<string, string>;
  params?: Record<string, string>;
  env?: object;
}

type Page = (args: { request: Request; context: RequestContext; params: Record<string, string> }) => unknown;

/** Sessions follow the real clock, so what hangs on them cannot live on a made-up day. */
export const today = new Date();

/** A page's answer as a Response or as data with a status, asked at `now`. */
export async function askPage(
  db: Db,
  page: unknown,
  path: string,
  { cookie = '', form, params = {}, env = {}, now = today }: Visit & { now?: Date } = {},
): Promise<Told> {
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const request = new Request(`http://127.0.0.1:3000${path}`, { ...init, headers: { cookie } });
  const context = { db, env, clientAddress: '10.0.0.1', now: () => now } as unknown as RequestContext;
  const answer: unknown = await Promise.resolve()
    .then(() => (page as Page)({ request, context, params }))
    .catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  if (answer instanceof Response)
    return { status: answer.status, location: answer.headers.get('location'), data: {} };
  const { data = answer, init: more } = answer as { data?: unknown; init?: ResponseInit };
  return { status: more?.status ?? 200, location: null, data: data as Record<string, unknown> };
}

/** The Cookie header of somebody signed in with these roles over the whole academy. */
export async function signedInAs(db: Db, ...roles: Role[]): Promise<string> {
  const { personId } = await aLearner(db);
  for (const role of roles)
    await grantRole(db, {
      actor: academy,
      personId,
      role,
      orgUnitId: null,
      validFrom: '2020-01-01',
      now: today,
    });
  const line = await startSession(db, { personId, secure: false, now: today });
  return line.split(';')[0] ?? '';
}

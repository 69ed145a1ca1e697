import { optionalActor } from '#app/features/identity/gate.server.ts';
import { problemOf } from '#app/lib/problems.ts';
import { isLargeWhole } from '#app/server/body.ts';
import { contextFor, type House, type Visit } from '#app/server/house.ts';
import { siteOf } from '#app/server/peer.ts';
import type { PlainAnswer } from '#app/server/plain-page.ts';
import { wayBack } from '#app/server/too-large.ts';
import { toWebRequest } from '#app/server/web-request.ts';
import { isUnavailable } from '#db/dialect.server.ts';

const RETRY_SECONDS = '5';

/**
 * Why somebody's large body is not read, if so. What stands in memory as a whole while it comes is taken only of whoever is signed in and holds a role: else
 * anybody could fill the memory with forms that are refused afterwards. Looks at the session only where a body is large: while the database is away nobody
 * knows whose it is, so that is said without reading it. At most one statement.
 */
export async function strangerWithMuch(house: House, visit: Visit): Promise<PlainAnswer | undefined> {
  const { req, res, json, pathname } = visit;
  if (!isLargeWhole(req, pathname)) return undefined;
  const site = siteOf(req, house.env.PUBLIC_URL);
  const asking = toWebRequest({ req, res, site, address: pathname, body: { kind: 'none' } });
  try {
    const actor = await optionalActor(asking, contextFor(house, visit));
    if (!actor) return { status: 401, json, problem: signInFirst, ...wayBack(house, visit) };
    return actor.roles.length > 0 ? undefined : { status: 403, json };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return away(house, visit, error);
  }
}

function away(house: House, visit: Visit, error: unknown): PlainAnswer {
  const { json, requestId } = visit;
  house.log.error({ err: error, requestId }, 'the database is away, so a large body is not read');
  return {
    status: 503,
    json,
    requestId,
    headers: { 'Retry-After': RETRY_SECONDS },
    ...wayBack(house, visit),
  };
}

const signInFirst = {
  ...problemOf(401),
  what: '登录已经结束，或者还没有登录，所以这次交的文件没有收，什么都没有改动。',
  next: '请回到刚才的页面，登录以后重新交一次。',
};

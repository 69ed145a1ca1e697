import { refererPath } from '#app/lib/http.server.ts';
import { problemOf } from '#app/lib/problems.ts';
import type { House, Visit } from '#app/server/house.ts';
import { siteOf } from '#app/server/peer.ts';
import type { PlainAnswer } from '#app/server/plain-page.ts';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;

/** What somebody is told whose form was larger than its address takes (`most` bytes), with the way back to the page it was sent from. */
export function tooLarge(house: House, visit: Visit, most: number): PlainAnswer {
  const problem = {
    ...problemOf(413),
    what: `这里一次最多能交 ${sizeWords(most)}，这次交的超过了，所以没有收，什么都没有改动。`,
    next: '请换小一些的文件（照片可以先压缩），太长的文字分几次交。回到刚才的页面再试。',
  };
  return { status: 413, json: visit.json, problem, ...wayBack(house, visit) };
}

/** The page of this site that a form was sent from, if it says. */
export function wayBack({ env }: House, { req }: Visit): Pick<PlainAnswer, 'back'> {
  const headers = new Headers(req.headers.referer ? { referer: req.headers.referer } : {});
  const from = refererPath({ headers, method: 'POST', url: siteOf(req, env.PUBLIC_URL).origin });
  return from === '/' ? {} : { back: from };
}

function sizeWords(bytes: number): string {
  return bytes >= GIB ? `${Math.floor(bytes / GIB)} GB` : `${Math.floor(bytes / MIB)} MB`;
}

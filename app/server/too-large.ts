import { refererPath } from '#app/lib/http.server.ts';
import { problemOf } from '#app/lib/problems.ts';
import type { House, Visit } from '#app/server/house.ts';
import { siteOf } from '#app/server/peer.ts';
import type { PlainAnswer } from '#app/server/plain-page.ts';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;

/** What somebody is told whose form was larger than its address takes (`most` bytes), with the way back to the page it was sent from. */
export function tooLarge({ env }: House, { req, json }: Visit, most: number): PlainAnswer {
  const headers = new Headers(req.headers.referer ? { referer: req.headers.referer } : {});
  const from = refererPath({ headers, method: 'POST', url: siteOf(req, env.PUBLIC_URL).origin });
  const problem = {
    ...problemOf(413),
    what: `这里一次最多能交 ${sizeWords(most)}，这次交的超过了，所以没有收，什么都没有改动。`,
    next: '请换小一些的文件（照片可以先压缩），太长的文字分几次交。回到刚才的页面再试。',
  };
  return from === '/' ? { status: 413, json, problem } : { status: 413, json, problem, back: from };
}

function sizeWords(bytes: number): string {
  return bytes >= GIB ? `${Math.floor(bytes / GIB)} GB` : `${Math.floor(bytes / MIB)} MB`;
}

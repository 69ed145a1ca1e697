import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Problem, problemOf } from '#app/lib/problems.ts';

const style = `body{margin:0;background:#FBF9F4;color:#1E2A2F;font:1.125rem/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{padding:.5rem 1.25rem;background:#fff;border-bottom:1px solid #DDD6C8;font-weight:700}header a{display:inline-block;padding:.5rem 0;color:inherit;text-decoration:none}
main{max-width:36rem;margin:10vh auto;padding:0 1.25rem}h1{font-size:1.75rem;line-height:1.35}
main a{display:inline-block;margin-top:1rem;padding:.75rem 1.5rem;border-radius:10px;background:#B3321F;color:#fff;text-decoration:none}
a:focus{outline:3px solid #1B5FBF;outline-offset:3px}small{color:#55646B}`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

export interface PlainAnswer {
  status: number;
  /** For a program: `{ error: { code, message } }` instead of a page. */
  json: boolean;
  problem?: Problem;
  requestId?: string;
  /** A page of this site to go back to, rather than to the first one. */
  back?: string;
  headers?: Record<string, string>;
}

/** Answers without Remix: for requests that never reach a route, and for the day when a route breaks. */
export function sendPlain(
  res: ServerResponse,
  { status, json, problem = problemOf(status), requestId, back, headers }: PlainAnswer,
): void {
  const body = json
    ? JSON.stringify({ error: { code: problem.code, message: problem.what } })
    : plainPage(problem, { requestId: status >= 500 ? requestId : undefined, back });
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value);
  res.setHeader('Content-Type', json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.setHeader('Content-Security-Policy', policy);
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
  res.end(res.req.method === 'HEAD' ? undefined : body);
}

export function plainPage(
  { title, what, next }: Problem,
  { requestId, back }: { requestId?: string | undefined; back?: string | undefined } = {},
): string {
  const number = requestId ? `<p><small>编号 ${requestId}</small></p>` : '';
  const way = `<a href="${escaped(back ?? '/')}">${back ? '回到刚才的页面' : '回首页'}</a>`;
  const [heading, told, advice] = [title, what, next].map(escaped);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${heading} · 社区学院</title><style>${style}</style></head><body><header><a href="/">社区学院</a></header><main><h1>${heading}</h1><p>${told}</p><p>${advice}</p>${way}${number}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface Target {
  pathname: string;
  /** With its question mark; empty without a query. */
  search: string;
}

export type TargetReading = { ok: true; target: Target } | { ok: false; status: 400 | 414 };

const MAX_LENGTH = 4096;

/**
 * Splits a request target into path and query. Refused are targets that are not a path of this site, that begin with
 * two slashes (a URL parser would take the first part for a host), that do not decode, or that hide control characters.
 */
export function readTarget(raw: string | undefined): TargetReading {
  if (!raw?.startsWith('/') || raw.startsWith('//')) return { ok: false, status: 400 };
  if (raw.length > MAX_LENGTH) return { ok: false, status: 414 };
  const mark = raw.indexOf('?');
  const pathname = mark === -1 ? raw : raw.slice(0, mark);
  if (pathname.includes('\\') || !decodesCleanly(pathname)) return { ok: false, status: 400 };
  return { ok: true, target: { pathname, search: mark === -1 ? '' : raw.slice(mark) } };
}

function decodesCleanly(pathname: string): boolean {
  if (!pathname.includes('%')) return true;
  try {
    return !/[\p{Cc}\\]/u.test(decodeURIComponent(pathname));
  } catch {
    return false;
  }
}

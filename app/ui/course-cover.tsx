import { drawCover } from './cover-art.ts';
import type { School } from './tokens.ts';

const drawn = new Map<string, string>();

/** Covers are asked for on every list; the same few hundred drawings are kept. */
export function coverPaths(school: School, module: string, code: string) {
  const key = `${school}|${module}|${code}`;
  const kept = drawn.get(key);
  if (kept) return kept;
  if (drawn.size > 2_000) drawn.clear();
  const fresh = drawCover(school, module, code);
  drawn.set(key, fresh);
  return fresh;
}

/** A paper-cut picture drawn from school, module and code: the same course always looks the same. */
export function CourseCover({ school, module, code }: { school: School; module: string; code: string }) {
  return (
    <svg
      className="cover"
      viewBox="0 0 160 70"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made of figures by cover-art.ts alone
      dangerouslySetInnerHTML={{ __html: coverPaths(school, module, code) }}
    />
  );
}

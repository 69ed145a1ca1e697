import { createHash } from 'node:crypto';

/** A key of bounded length for what a row is about. */
export function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

/** Which part of a file a Range header asks for (RFC 9110, 14.2). Places are bytes from 0, `to` included. */
export type Wanted = { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'outside' };

/**
 * Reads a Range header against a file of `size` bytes. One range is served; several, other units and what cannot be read are
 * answered with the whole file, as the standard allows. A range that begins behind the end is `outside` (416).
 */
export function wantedRange(header: string | null | undefined, size: number): Wanted {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (!first && !last) return { kind: 'whole' };
  if (!first) return lastBytes(Number(last), size);
  const from = Number(first);
  const to = last ? Number(last) : size - 1;
  if (last && to < from) return { kind: 'whole' };
  return from < size ? { kind: 'part', from, to: Math.min(to, size - 1) } : { kind: 'outside' };
}

function lastBytes(count: number, size: number): Wanted {
  if (count === 0 || size === 0) return { kind: 'outside' };
  return { kind: 'part', from: Math.max(0, size - count), to: size - 1 };
}

/**
 * What is sealed of a line of the journal, and in which order. Open is what says who did what to which thing and when, by ids alone; closed, behind
 * a salted commitment, is what may hold words about people: they can be erased, and the rest still checks. Source: architecture, "Tamper evidence";
 * personal information protection law, articles 19 and 47. A new column would make a second edition of this list: never add to it.
 */
export const openFields = [
  ...(['id', 'at', 'actor_id', 'on_behalf_of', 'concerns_id', 'action'] as const),
  ...(['subject_type', 'subject_id', 'outcome'] as const),
] as const;

export const closedFields = ['detail', 'origin'] as const;

export type LineFields = Record<
  (typeof openFields)[number] | (typeof closedFields)[number],
  string | number | null
>;

/** The two parts of a line as the chain takes them. */
export function sealedLine(line: LineFields) {
  return { open: openFields.map((field) => line[field]), closed: closedFields.map((field) => line[field]) };
}

/** How a deed ended: done; refused, so nothing was changed; or it failed, as a wrong password does. */
export const outcomes = { done: '成功', refused: '被拒绝', failed: '失败' } as const;
export type Outcome = keyof typeof outcomes;

/**
 * The network that an address lies in: of IPv4 the first three numbers, of IPv6 the first three groups. Enough to tell the office from elsewhere, and
 * nobody's own machine. Empty where there is no address. Source: GB/T 22239-2019 (source of an event); personal information protection law, article 6.
 */
export function networkOf(address: string): string {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (four) return `${four[1]}.0/24`;
  if (!/^[0-9a-f:]+$/i.test(address) || !address.includes(':')) return '';
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const behind = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - behind.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...behind];
  const first = groups.slice(0, 3).map((group) => group.slice(0, 4).replace(/^0+(?=.)/, ''));
  return `${first.join(':')}::/48`;
}

const HOUR_MS = 3_600_000;

/**
 * Lines written after the newest sealed one, and up to an hour before it: whoever began to write earlier may have come to an end later. `newest` is the
 * greatest sealed id; ids begin with their time (see lib/id.ts).
 */
export function sealableAfter(newest: string | null): string {
  const time = Number.parseInt((newest ?? '').replaceAll('-', '').slice(0, 12), 16);
  if (!Number.isFinite(time)) return '';
  const text = Math.max(0, time - HOUR_MS)
    .toString(16)
    .padStart(12, '0');
  return `${text.slice(0, 8)}-${text.slice(8)}`;
}

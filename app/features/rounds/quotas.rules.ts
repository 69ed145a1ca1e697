/** Reserved seats of a draw: a share for a community or an age band. Source: fair rounds, quotas by community and age band. */

export const quotaKinds = ['community', 'age-from'] as const;
export type QuotaKind = (typeof quotaKinds)[number];

export interface Quota {
  id: string;
  /** Null: in every section of the round that has none of the same group of its own. */
  sectionId: string | null;
  kind: QuotaKind;
  /** The community's unit, or the age in years. */
  value: string;
  label: string;
  /** Percent of the seats. */
  share: number;
}

/** A group with reserved seats under the code by which the published inputs name it. */
export interface Group {
  code: string;
  kind: QuotaKind;
  value: string;
  label: string;
}

const keyOf = ({ kind, value }: Pick<Quota, 'kind' | 'value'>) => `${kind}:${value}`;

/** The groups of a round in a fixed order, as g1, g2 and so on. */
export function groupsOf(quotas: readonly Quota[]): Group[] {
  const byKey = new Map(quotas.map((quota) => [keyOf(quota), quota]));
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { kind, value, label }], index) => ({ code: `g${index + 1}`, kind, value, label }));
}

/** The quotas that hold in a section: its own, and the general ones of other groups. */
export function quotasIn(quotas: readonly Quota[], sectionId: string): Quota[] {
  const own = quotas.filter((quota) => quota.sectionId === sectionId);
  const named = new Set(own.map(keyOf));
  return [...own, ...quotas.filter((quota) => quota.sectionId === null && !named.has(keyOf(quota)))];
}

/** Reserved seats of a section with `seats` in all, in the order of the groups; shares are rounded down, none is left out as 0. */
export function reservedSeats(
  quotas: readonly Quota[],
  groups: readonly Group[],
  { sectionId, seats }: { sectionId: string; seats: number },
): { group: string; seats: number }[] {
  const here = quotasIn(quotas, sectionId);
  return groups.flatMap((group) => {
    const quota = here.find((each) => keyOf(each) === keyOf(group));
    const reserved = quota ? Math.floor((seats * quota.share) / 100) : 0;
    return reserved > 0 ? [{ group: group.code, seats: reserved }] : [];
  });
}

/** Whether somebody belongs to a group. What is not known of them makes them a member of nothing. */
export function belongsTo(
  { kind, value }: Pick<Group, 'kind' | 'value'>,
  person: { communityId: string | null; ageFrom: number | null },
): boolean {
  return kind === 'community'
    ? person.communityId === value
    : person.ageFrom !== null && person.ageFrom >= Number(value);
}

/** The largest sum of shares that a section would come to; over 100 there are more reserved seats than seats. */
export function largestShare(quotas: readonly Quota[], sectionIds: readonly string[]): number {
  const sums = sectionIds.map((id) => quotasIn(quotas, id).reduce((sum, { share }) => sum + share, 0));
  return Math.max(0, ...sums);
}

/**
 * What is sealed of an entry, and in which order. Everything that the ledger says of it is either open (what it is, how much, when,
 * by which rules) or closed (whose it is, for what, on what evidence). A new column of the ledger would make a second edition of this
 * list: never add to it. Source: architecture of the ledger; personal information protection law, article 19 (no more than needed).
 */
export const openFields = [
  ...(['id', 'kind', 'category', 'amount', 'elective', 'school', 'source_type', 'line', 'revision'] as const),
  ...(['reverses_id', 'rule_version_id', 'occurred_on', 'posted_at'] as const),
] as const;

export const closedFields = [
  ...(['person_id', 'posted_by', 'title', 'source_id', 'computation', 'evidence', 'reason'] as const),
] as const;

type Field = (typeof openFields)[number] | (typeof closedFields)[number];
export type SealedEntry = Record<Field, string | number | null>;

/** The two parts of an entry as the chain takes them. */
export function sealedText(entry: SealedEntry) {
  return { open: openFields.map((field) => entry[field]), closed: closedFields.map((field) => entry[field]) };
}

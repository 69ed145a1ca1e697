/**
 * What two people corrected stays what it was: a correction is the next revision of the same source and line, so it opens no new item beside
 * the caps of the old one, a course that was finished stays finished and what was paid is not paid again. At first adjustments posted a
 * correction under their own name (source `adjustment`, line `rest`); the ledger is never edited, so those are read as being of the entry in
 * whose place they stand. Source: domain model §6.8 (caps per item; one piece of evidence pays once).
 */

/** What an entry was posted for. */
export interface PostedFor {
  id: string;
  line: string;
  sourceType: string;
  sourceId: string;
  /** Of a correction under an adjustment's own name: the entry in whose place it stands, of the same person. */
  insteadOf: string | null;
  /** Of what is one item with something else of the same person: the source of that. */
  sameItem?: Item | null;
}

/** What an entry is of: one class, one paper, known by the source that posted it first. */
export interface Item {
  type: string;
  id: string;
}

/** The item of an entry, given the one that stands at the beginning of its corrections. Caps of an item hold over all its entries. */
export function itemOf({ sameItem, sourceType, sourceId }: PostedFor): Item {
  return sameItem ?? { type: sourceType, id: sourceId };
}

/** With what an entry of this evidence is one item, or null. Most evidence names none: only that which does is read. */
export function sameItemIn(evidence: string): Item | null {
  if (!evidence.includes('"sameItem":{')) return null;
  return (JSON.parse(evidence) as { sameItem?: Item }).sameItem ?? null;
}

/** The entry that stands at the beginning of a row of corrections; an entry that corrects nothing is its own. */
export function originOf<Entry extends PostedFor>(entry: Entry, byId: ReadonlyMap<string, Entry>): Entry {
  let origin = entry;
  // A correction comes after what it corrects, so the row ends; the bound holds also where somebody has changed rows by hand.
  for (let steps = 0; origin.insteadOf !== null && steps < byId.size; steps++) {
    const before = byId.get(origin.insteadOf);
    if (!before) break;
    origin = before;
  }
  return origin;
}

/** The entry in whose place one with this evidence stands, or null. Most evidence names none: only that which does is read. */
export function insteadOfIn(evidence: string): string | null {
  if (!evidence.includes('"insteadOf":"')) return null;
  const { adjustment } = JSON.parse(evidence) as { adjustment?: { insteadOf?: string | null } };
  return adjustment?.insteadOf ?? null;
}

/** The same of one that an adjustment posted under its own name; null of every other, whose source says what it is for. */
export function earlyInsteadOf({
  sourceType,
  line,
  evidence,
}: {
  sourceType: string;
  line: string;
  evidence: string;
}): string | null {
  return sourceType === 'adjustment' && line === 'rest' ? insteadOfIn(evidence) : null;
}

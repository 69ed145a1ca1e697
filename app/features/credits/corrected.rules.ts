/**
 * What two people corrected stays what it was. The entry in whose place an adjustment put another one names its kind of activity and its
 * item (one class, one paper), and so does whatever is put in that one's place later: a correction opens no new item beside the caps of
 * the old one, and a course that was finished stays finished. Source: domain model §6.8 (caps per item; one piece of evidence pays once).
 */

/** What an entry was posted for. */
export interface PostedFor {
  id: string;
  line: string;
  sourceType: string;
  sourceId: string;
  /** The entry in whose place it stands, if any; of the same person. */
  insteadOf: string | null;
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

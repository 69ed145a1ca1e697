/**
 * What an upheld appeal about the ledger puts right. Nothing is restored while something else stands for the same thing, and what the academy
 * itself took back, because something else pays, is not restored at all. Source: domain model §6.8 (one piece of evidence pays once).
 */
import { insteadOfIn } from '#app/features/credits/corrected.rules.ts';

interface Paid {
  id: string;
  amount: number;
  evidence: string;
  reversedBy: string | null;
}

interface Posted {
  kind: string;
  reverses_id: string | null;
  posted_by: string | null;
  amount: number;
  evidence: string;
}

/** The award to be posted anew, and the awards that go for it: by their ids. */
export interface Remedy {
  restores: string;
  removes: string[];
}

/**
 * Of an entry and all awards for the same thing: a reversal by somebody is made good while nothing stands; a correction downwards while it
 * stands, or what was corrected further in its place. A reversal that is the first half of a correction is looked at as that correction.
 * Null where there is nothing to put right.
 */
export function remedyFor(entry: Posted, awards: readonly Paid[]): Remedy | null {
  const standing = awards.filter(({ reversedBy }) => reversedBy === null);
  if (entry.kind !== 'reversal') return againstCorrection(entry, awards, standing);
  if (entry.posted_by === null || entry.reverses_id === null) return null;
  const [correction] = correctionsOf(entry.reverses_id, awards);
  if (correction) return againstCorrection(correction, awards, standing);
  return standing.length === 0 ? { restores: entry.reverses_id, removes: [] } : null;
}

function againstCorrection(
  { evidence, amount }: Pick<Paid, 'evidence' | 'amount'>,
  awards: readonly Paid[],
  standing: readonly Paid[],
): Remedy | null {
  const corrected = insteadOfIn(evidence);
  const before = awards.find(({ id }) => id === corrected);
  if (!before || amount >= before.amount || standing.length === 0) return null;
  const insteadOf = new Map(awards.map((award) => [award.id, insteadOfIn(award.evidence)]));
  const comesOfIt = ({ id }: Paid) => {
    let link = insteadOf.get(id) ?? null;
    for (let steps = 0; link !== null && link !== before.id && steps < awards.length; steps++)
      link = insteadOf.get(link) ?? null;
    return link === before.id;
  };
  if (!standing.every(comesOfIt)) return null;
  return { restores: before.id, removes: standing.map(({ id }) => id) };
}

/** The awards that a correction put in the place of one, the first as it was posted, the others as appeals restored it. */
export function correctionsOf<Award extends Pick<Paid, 'evidence'>>(
  entryId: string,
  awards: readonly Award[],
): Award[] {
  return awards.filter(({ evidence }) => insteadOfIn(evidence) === entryId);
}

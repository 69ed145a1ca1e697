/** What may rest on the same evidence as a declaration, and what of it a reviewer is shown first. Source: product, promise 2. */
import type { DeclarationState } from './states.rules.ts';

/** Something that may rest on the same evidence: another declaration, an entry of the ledger, or work that was handed in. */
export interface Lookalike {
  place: 'declaration' | 'ledger' | 'work';
  id: string;
  title: string;
  personId: string;
  personName: string;
  occurredOn: string;
  /** Of a declaration only. */
  state: DeclarationState | null;
  why: 'certificate' | 'file' | 'matter' | 'alike';
}

/** So many are shown of each group: what many others did the same day never hides what this person was paid for already. */
export const MOST_OF_A_GROUP = 5;

const groups = ['certificate', 'ledger', 'file', 'own', 'others'] as const;

function groupOf({ why, place, personId }: Lookalike, declarantId: string): (typeof groups)[number] {
  if (why === 'certificate' || why === 'file') return why;
  if (place === 'ledger') return 'ledger';
  return personId === declarantId ? 'own' : 'others';
}

interface Declared {
  declarantId: string;
  occurredOn: string;
}

/**
 * Of all that was found, each thing once and by its weightiest reason: the same certificate, the ledger, the same file, their other declarations,
 * and last what others declared of the same thing; the nearest day first.
 */
export function shownOf(
  found: readonly Lookalike[],
  { declarantId, occurredOn }: Declared,
): { shown: Lookalike[]; all: number } {
  const apart = (one: Lookalike) => Math.abs(Date.parse(one.occurredOn) - Date.parse(occurredOn));
  const nearest = found.toSorted((a, b) => apart(a) - apart(b) || (a.id < b.id ? -1 : 1));
  const seen = new Set<string>();
  const shown = groups.flatMap((group) => {
    const isNew = ({ id }: Lookalike) => seen.size < seen.add(id).size;
    const once = nearest.filter((one) => groupOf(one, declarantId) === group && isNew(one));
    return once.slice(0, MOST_OF_A_GROUP);
  });
  return { shown, all: seen.size };
}

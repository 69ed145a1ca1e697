/**
 * What can be had of a basket (选课单), before anybody asks for it: each section against what the person has, then against those in
 * front of it in the basket. Confirming decides in the same order, so that nobody gets what the checks did not say. Source: the college's
 * selection rules; a basket holds a dozen sections, twice what a term allows.
 */
import { type Refusal, refusalOf, type SelectionFacts, withTaken } from './eligibility.rules.ts';

export const MOST_IN_BASKET = 12;

export interface BasketItemFacts {
  facts: SelectionFacts;
  /** They stand in its line already. */
  waiting: boolean;
  isFull: boolean;
}

/**
 * `can`: a seat is there for it. `full`: nothing against it but that no seat is free; one can wait. `either`: not together with what
 * stands in front of it in the basket. `cannot`: not at all, and why.
 */
export type BasketCheck =
  | { state: 'can' }
  | { state: 'full' }
  | { state: 'either'; isFull: boolean; refusal: Refusal }
  | { state: 'cannot'; refusal: Refusal };

/** One check for each item, in the order of the basket. */
export function checkBasket(items: readonly BasketItemFacts[]): BasketCheck[] {
  const taken: SelectionFacts[] = [];
  return items.map((item) => {
    const check = checkItem(item, taken);
    if (check.state === 'can') taken.push(item.facts);
    return check;
  });
}

function checkItem(
  { facts, waiting, isFull }: BasketItemFacts,
  before: readonly SelectionFacts[],
): BasketCheck {
  const refusal: Refusal | null = waiting ? { reason: 'already' } : refusalOf(facts);
  if (refusal) return { state: 'cannot', refusal };
  const among = refusalOf(before.reduce(withTaken, facts));
  if (among) return { state: 'either', isFull, refusal: among };
  return { state: isFull ? 'full' : 'can' };
}

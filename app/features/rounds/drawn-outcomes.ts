/**
 * What became of a seat that the draw gave. `admitted`: they have it, or will as soon as it is settled. `yielded`: something of their
 * own stood in the way. `called-off`: the class does not take place. `no-seat`: the class had fewer seats by then, they stand first in
 * line.
 */
export const drawnOutcomes = ['admitted', 'yielded', 'called-off', 'no-seat'] as const;
export type DrawnOutcome = (typeof drawnOutcomes)[number];

/** Those that count as having got something: with the others the college, not the person, is why they have nothing. */
export const servedOutcomes: readonly DrawnOutcome[] = ['admitted', 'yielded'];

/** What became of any choice. */
export type ResultOutcome = DrawnOutcome | 'better' | 'clash' | 'same-course' | 'lost';

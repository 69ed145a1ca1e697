/** Who would stand elsewhere under a draft, scheme by scheme: counts, never people in an order of merit. */
import type { Position } from '#app/lib/vocabulary.ts';
import type { StandingStatus } from './standing.rules.ts';

/** How many people of a scheme go from one status to another; null: not under it. */
export interface StatusMove {
  position: Position;
  title: string;
  before: StandingStatus | null;
  after: StandingStatus | null;
  people: number;
}

interface Year {
  standings: readonly { position: Position; title: string; status: StandingStatus }[];
}

/** Counts somebody's schemes among the moves, which it adds to. */
export function countMoves(moves: Map<string, StatusMove>, before: Year, after: Year): void {
  const schemes = new Map(
    [...before.standings, ...after.standings].map(({ position, title }) => [position, title]),
  );
  for (const [position, title] of schemes) {
    const status = ({ standings }: Year) =>
      standings.find((standing) => standing.position === position)?.status ?? null;
    const move = { position, title, before: status(before), after: status(after) };
    const key = `${position} ${move.before} ${move.after}`;
    const known = moves.get(key);
    if (known) known.people++;
    else moves.set(key, { ...move, people: 1 });
  }
}

/** Source: what is shown of people in figures is nothing below five. */
const FEWEST_SHOWN = 5;

export type ShownMove = Omit<StatusMove, 'people'> & {
  /** Null: somebody, fewer than five. */
  people: number | null;
};

/** Moves as they are shown, scheme by scheme: fewer than five people are not shown as a number. */
export function shownMoves(moves: readonly StatusMove[]): ShownMove[] {
  return moves
    .map(({ people, ...move }) => ({ ...move, people: people < FEWEST_SHOWN ? null : people }))
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

const orderOf = ({ title, before, after }: ShownMove): string => `${title} ${before} ${after}`;

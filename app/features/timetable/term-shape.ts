import type { School } from '#app/lib/vocabulary.ts';
import type { Break } from './holidays.rules.ts';
import type { WindowKind } from './term-window.ts';

/** A half-year of teaching; days as `2026-11-22`. */
export interface Term {
  id: string;
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** When something may be done in a term. Instants as UTC ISO text: open at `opensAt`, closed at `closesAt`. */
export interface WindowSpan {
  kind: WindowKind;
  opensAt: string;
  closesAt: string;
}

/** How many sections somebody may have at once in a term: of all schools together, and of some of them. */
export interface TermLimits {
  all: number;
  bySchool: Partial<Record<School, number>>;
}

/** A term as the registrar plans it. `offerHours`: how long a freed seat waits for whoever is first in line. */
export interface TermPlan extends Omit<Term, 'id'> {
  windows: readonly WindowSpan[];
  limits: TermLimits;
  offerHours: number;
}

/** Everything that is known of a term. */
export interface TermInFull extends TermPlan {
  id: string;
  breaks: (Break & { id: string })[];
}

/** What a term allows unless the registrar says otherwise. Source: domain.md §6.4 (three at once in 老年学校). */
export const usualLimits: TermLimits = { all: 6, bySchool: { senior: 3 } };
/** Source: domain.md §6.4 (promotion is confirmed within 48 hours). */
export const USUAL_OFFER_HOURS = 48;

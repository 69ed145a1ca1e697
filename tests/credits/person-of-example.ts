/** Somebody under the rules of an example: what they did is paid by the rules, then reckoned by the scheme. */
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { type Deed, payFor } from '#app/features/credits/conversion.rules.ts';
import { type AskedInYear, schemeYear } from '#app/features/credits/scheme-year.rules.ts';
import { exampleOf, type Place } from './policy-files.ts';

let items = 0;

export interface Done extends Omit<Deed, 'elective'> {
  on: string;
  elective?: boolean;
  item?: string;
}

export function personIn(place: Place) {
  const { rules, schemes } = exampleOf(place);
  const [scheme] = schemes.schemes;
  if (!scheme) throw new Error('no scheme');
  const entries: EarnedEntry[] = [];
  const asked = (year: number): AskedInYear => ({ year, day: `${year}-12-31`, rules, schemes });
  return {
    rules,
    scheme,
    /** Earns and returns the sum in hundredths. */
    does({ on, item, ...deed }: Done): number {
      const { amount, line } = payFor(rules, { elective: false, ...deed });
      const { category, elective = false } = deed;
      const where = { school: null, courseCode: null, occurredOn: on, item: item ?? `item ${++items}` };
      entries.push({ category, amount, line, elective, ...where });
      return amount;
    },
    /** The year of somebody who has been in office for long, or since a day. */
    in(year: number, { since = '2010-01-01', earlier = [] as number[], position = scheme.position } = {}) {
      const posts = [{ position, validFrom: since, validTo: null, exemptYears: [] }];
      const person = { posts, awards: entries, finishedCodes: new Set<string>() };
      const found = schemeYear(asked(year), scheme, person, earlier.map(asked));
      if (!found) throw new Error('not under the scheme');
      return found;
    },
  };
}

import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { yearOfDay } from './cycle.rules.ts';
import { exemptionsOfPerson } from './exemption-list.server.ts';
import { ownWords, severalWords } from './own-year.rules.ts';
import { catchingUpOf } from './promotions.server.ts';
import { creditEntries } from './reading.server.ts';
import { personOfYear, type YearInHand, yearInHand } from './standing.server.ts';
import { creditYear, creditYearOn } from './years.server.ts';

/** Somebody's credits of a year: entries, their sum in hundredths, what counts. An unreadable year is this year. */
export async function myCredits(
  db: Db,
  { personId, year: wanted, now }: { personId: string; year: string | null; now: Date },
) {
  const today = dayOf(now);
  const thisYear = await creditYearOn(db, today);
  const year = wanted && /^20\d{2}$/.test(wanted) ? Number(wanted) : thisYear;
  const [entries, exemptions, inHand] = await Promise.all([
    creditEntries(db, personId, await creditYear(db, { year, today })),
    exemptionsOfPerson(db, { personId, year }),
    yearInHand(db, personId, { year, today }),
  ]);
  const rules = inHand.policies?.rules ?? {};
  const known = inHand.lines.map(({ occurredOn }) => yearOfDay(rules, occurredOn));
  const years = [...new Set([thisYear, year, ...known])].sort((a, b) => b - a);
  const catching = year === thisYear ? await catchingUpOf(db, { ...inHand, day: today }) : [];
  const balance = entries.reduce((sum, { amount }) => sum + amount, 0);
  const said = wordsOf(inHand);
  return { year, years, entries, balance, exemptions, catching, inHand, ...said };
}

/** What is said besides the figures: of several schemes together, and of each by its position. */
function wordsOf(inHand: YearInHand) {
  const { standings } = inHand.standing;
  const person = personOfYear(inHand);
  return {
    together: severalWords(standings.filter(({ required }) => required > 0).length),
    words: Object.fromEntries(standings.map((standing) => [standing.position, ownWords(standing, person)])),
  };
}

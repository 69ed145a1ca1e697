import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { creditEntries, creditYears } from './reading.server.ts';
import { yearInHand } from './standing.server.ts';

/** Somebody's credits of a year: entries, their sum in hundredths, what counts. An unreadable year is this year. */
export async function myCredits(
  db: Db,
  { personId, year: wanted, now }: { personId: string; year: string | null; now: Date },
) {
  const thisYear = yearOf(now);
  const year = wanted && /^20\d{2}$/.test(wanted) ? Number(wanted) : thisYear;
  const [entries, known, inHand] = await Promise.all([
    creditEntries(db, personId, { year }),
    creditYears(db, personId),
    yearInHand(db, personId, { year, today: dayOf(now) }),
  ]);
  const years = [...new Set([thisYear, year, ...known])].sort((a, b) => b - a);
  const balance = entries.reduce((sum, { amount }) => sum + amount, 0);
  return { year, years, entries, balance, inHand };
}

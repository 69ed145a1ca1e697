import type { Db } from '#db/database.ts';
import { accountingYear, type Days, yearOfDay } from './cycle.rules.ts';
import { rulesIfAny } from './policies.server.ts';
import { askingDay } from './standing.server.ts';

/** A year of credits: its days by the rules, and the last of them that has been reached. */
export interface CreditYear extends Days {
  year: number;
  lastDay: string;
}

/** The days of a year of credits, by the rules of its last day; those of the calendar where none are published. Mostly no statement. */
export async function creditYear(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<CreditYear> {
  const inForce = await rulesIfAny(db, await askingDay(db, { year, today }));
  const days = accountingYear(inForce?.rules ?? {}, year);
  return { year, ...days, lastDay: days.to < today ? days.to : today };
}

/** The year of credits in which a calendar day lies: not that of the calendar where the rules begin it on another day. Mostly no statement. */
export async function creditYearOn(db: Db, day: string): Promise<number> {
  const inForce = await rulesIfAny(db, day);
  return yearOfDay(inForce?.rules ?? {}, day);
}

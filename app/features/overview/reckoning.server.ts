import { currentSheets } from '#app/features/closing/statements.server.ts';
import { policiesOfYear, yearStandings } from '#app/features/credits/standing.server.ts';
import { creditYear, creditYearOn } from '#app/features/credits/years.server.ts';
import { dayOf, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { KeptStandingRow } from '#db/tables/overview.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type KeptStanding, keptOf } from './kept.server.ts';
import { touchedSince } from './touched.server.ts';

/** A few milliseconds of one statement: an embedded database lets nobody else have a turn meanwhile. */
const AT_ONCE = 25;
/** A round gives way after so long: offers and jobs wait behind it. */
const ROUND_MS = 3_000;
/** Everybody is looked at anew once a day, from one at night. */
const NIGHT = '01:00';

export interface Reckoning {
  now: Date;
  stopped?: () => boolean;
  /** Awaited after each piece: others have their turn. */
  rest?: (() => Promise<void>) | undefined;
  /** Milliseconds after which nothing new is begun. */
  roundMs?: number;
}

/**
 * Publishes the standings of every year since the first for which schemes were published, and of every year that is being closed or was: of people of whom something was written since the last round, then of the next
 * ones of the walk through everybody, which begins at night (of older years not: what is written of them is found as it is written), when policies are published and when a freezing has come to its end. Doing it twice, or by two workers at once, changes
 * nothing. Returns how many people were looked at.
 */
export async function reckonYears(
  db: Db,
  { now, stopped = () => false, rest, roundMs = ROUND_MS }: Reckoning,
): Promise<number> {
  const began = performance.now();
  const isOver = () => stopped() || performance.now() - began > roundMs;
  let done = 0;
  for (const year of await yearsToReckon(db, now)) done += await reckonYear(db, { year, now, isOver, rest });
  return done;
}

/** The newest first: they are looked at most. */
async function yearsToReckon(db: Db, now: Date): Promise<number[]> {
  const closings = await db.selectFrom('year_closing').select('year').execute();
  const thisYear = await creditYearOn(db, dayOf(now));
  const first = await firstYearAsked(db, thisYear - 1);
  const asked = Array.from({ length: thisYear - first + 1 }, (_, back) => thisYear - back);
  const years = new Set([...asked, ...closings.map(({ year }) => year)]);
  return [...years].sort((one, other) => other - one);
}

/** The first year for which schemes were published; `latest` where that is later, or there are none. */
async function firstYearAsked(db: Db, latest: number): Promise<number> {
  const { from } = await db
    .selectFrom('policy_version')
    .select(({ fn }) => fn.min<string | null>('valid_from').as('from'))
    .where('kind', '=', 'schemes')
    .executeTakeFirstOrThrow();
  return Math.min(latest, from === null ? latest : Number(from.slice(0, 4)));
}

interface Round {
  year: number;
  now: Date;
  isOver: () => boolean;
  rest: Reckoning['rest'];
}

async function reckonYear(db: Db, { year, now, isOver, rest }: Round): Promise<number> {
  const { lastDay: today } = await creditYear(db, { year, today: dayOf(now) });
  if (!(await policiesOfYear(db, { year, today }))) return 0;
  const state = await walkOf(db, { year, now });
  const touched = await touchedSince(db, state.seen_until);
  let done = 0;
  if (touched === 'too-many') await restart(db, { year, now, nothingHolds: true });
  else
    for (let at = 0; at < touched.length; at += AT_ONCE) {
      done += await reckon(db, { personIds: touched.slice(at, at + AT_ONCE), year, today, now });
      await rest?.();
    }
  await db
    .updateTable('kept_standing_round')
    .set({ seen_until: now.toISOString() })
    .where('year', '=', year)
    .execute();
  const from = touched === 'too-many' ? '' : state.walked_to;
  return done + (await walk(db, { year, today, now, isOver, rest, from }));
}

/** Where the walk of a year stands. It begins anew with the day, and with policies published since it began. */
async function walkOf(db: Db, { year, now }: Pick<Round, 'year' | 'now'>) {
  const known = await db
    .selectFrom('kept_standing_round')
    .selectAll()
    .where('year', '=', year)
    .executeTakeFirst();
  const night = instantAt(dayOf(now), NIGHT).toISOString();
  const isRecent = year >= (await creditYearOn(db, dayOf(now))) - 1;
  const isOld = known && isRecent && known.walk_began_at < night && now.toISOString() >= night;
  const isOvertaken =
    !known ||
    (await policyPublishedSince(db, known.walk_began_at)) ||
    (await frozenSince(db, year, known.walk_began_at));
  if (known && !isOld && !isOvertaken) return known;
  await restart(db, { year, now, nothingHolds: isOvertaken });
  return { walked_to: '', seen_until: known?.seen_until ?? now.toISOString() };
}

async function policyPublishedSince(db: Db, since: string): Promise<boolean> {
  const newer = await db
    .selectFrom('policy_version')
    .select('id')
    .where('published_at', '>', since)
    .where('kind', 'in', ['rules', 'schemes'])
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}

/** Whether everybody's statements were frozen, or frozen anew, since an instant. */
async function frozenSince(db: Db, year: number, since: string): Promise<boolean> {
  const end = await db
    .selectFrom('closing_run')
    .innerJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .select('run_id')
    .where('year', '=', year)
    .where('kind', '=', 'freeze')
    .where('closing_end.at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return end !== undefined;
}

/** `nothingHolds`: what is published may be wrong of anybody until the walk has come to its end. */
async function restart(
  db: Db,
  { year, now, nothingHolds }: Pick<Round, 'year' | 'now'> & { nothingHolds: boolean },
): Promise<void> {
  const walk = { walked_to: '', walk_began_at: now.toISOString() };
  const { numUpdatedRows } = await db
    .updateTable('kept_standing_round')
    .set(nothingHolds ? { ...walk, complete_at: null } : walk)
    .where('year', '=', year)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  try {
    await db
      .insertInto('kept_standing_round')
      .values({ year, ...walk, complete_at: null, seen_until: now.toISOString() })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error; // another worker began it
  }
}

/** Goes on with everybody in the order of ids; whoever is new comes at its end. */
async function walk(
  db: Db,
  { year, today, now, isOver, rest, from }: Round & { today: string; from: string },
): Promise<number> {
  let done = 0;
  let to = from;
  while (!isOver()) {
    const people = await db
      .selectFrom('person')
      .select('id')
      .where('id', '>', to)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    const last = people.at(-1)?.id;
    if (!last) {
      await db
        .updateTable('kept_standing_round')
        .set({ complete_at: now.toISOString() })
        .where('year', '=', year)
        .where('complete_at', 'is', null)
        .execute();
      break;
    }
    done += await reckon(db, { personIds: people.map(({ id }) => id), year, today, now });
    to = last;
    await db.updateTable('kept_standing_round').set({ walked_to: to }).where('year', '=', year).execute();
    await rest?.();
  }
  return done;
}

/** Publishes the year of some people where it is another than before. */
async function reckon(
  db: Db,
  { personIds, year, today, now }: { personIds: readonly string[]; year: number; today: string; now: Date },
): Promise<number> {
  const standings = await yearStandings(db, personIds, { year, today });
  // Of a closed year what was frozen is published, whatever has come since.
  const frozen = await currentSheets(db, { personIds, year });
  const known = await db
    .selectFrom('kept_standing')
    .select(['person_id', 'status', 'schemes'])
    .where('year', '=', year)
    .where('person_id', 'in', personIds)
    .execute();
  const before = new Map(known.map(({ person_id, status, schemes }) => [person_id, `${status} ${schemes}`]));
  const rows = [...standings].flatMap(([person_id, standing]) => {
    const row = rowOf(keptOf(frozen.get(person_id) ?? standing));
    const isSame = before.get(person_id) === `${row.status} ${row.schemes}`;
    return isSame ? [] : [{ person_id, year, ...row, reckoned_at: now.toISOString() }];
  });
  if (rows.length > 0) await publish(db, year, rows);
  return personIds.length;
}

const MOST_TRIES = 3;

/** Another worker may write the same rows at the same moment: then once more. */
async function publish(db: Db, year: number, rows: readonly KeptStandingRow[]): Promise<void> {
  const changed = rows.map(({ person_id }) => person_id);
  for (let tried = 1; ; tried++)
    try {
      return await inTransaction(db, async (trx) => {
        await trx
          .deleteFrom('kept_standing')
          .where('year', '=', year)
          .where('person_id', 'in', changed)
          .execute();
        await trx.insertInto('kept_standing').values(rows).execute();
      });
    } catch (error) {
      if (tried === MOST_TRIES || !isUniqueViolation(error)) throw error;
    }
}

const rowOf = ({ status, schemes }: KeptStanding) => ({ status, schemes: JSON.stringify(schemes) });

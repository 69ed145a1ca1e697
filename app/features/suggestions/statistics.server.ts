import { addDays, dayOf, startOfDay } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { clockOf } from './clock.rules.ts';

/** Fewer than so many are not shown, nor may they be reckoned from what is shown. */
const LEAST_SHOWN = 5;
const MOST_COUNTED = 5_000;

export interface BoxStatistics {
  since: string;
  received: number | null;
  /** Of those whose time is over or that are answered; null with fewer than five on either side of the line. */
  inTime: { of: number; inTime: number } | null;
}

/** How many suggestions came in the last twelve months and how many were answered in time; numbers from five on. One statement. */
export async function boxStatistics(db: Db, now: Date): Promise<BoxStatistics> {
  const since = addDays(dayOf(now), -365);
  const some = db
    .selectFrom('suggestion')
    .select(['answered_in_time', 'clock_from', 'state'])
    .where('received_at', '>=', since)
    .orderBy('received_at', 'desc')
    .limit(MOST_COUNTED);
  const lateBefore = startOfDay(addDays(lastLateDay(now), 1)).toISOString();
  const { received, inTime, late, overdue } = await db
    .selectFrom(some.as('some'))
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('received'),
      fn.sum<number | null>(eb.case().when('answered_in_time', '=', 1).then(1).else(0).end()).as('inTime'),
      fn.sum<number | null>(eb.case().when('answered_in_time', '=', 0).then(1).else(0).end()).as('late'),
      fn
        .sum<number | null>(
          eb
            .case()
            .when(eb('answered_in_time', 'is', null).and('clock_from', '<', lateBefore))
            .then(1)
            .else(0)
            .end(),
        )
        .as('overdue'),
    ])
    .executeTakeFirstOrThrow();
  const counts = { received: Number(received), inTime: Number(inTime ?? 0) };
  return shownStatistics({ ...counts, since, late: Number(late ?? 0) + Number(overdue ?? 0) });
}

/** What may be shown of the counts. */
export function shownStatistics(counts: {
  since: string;
  received: number;
  inTime: number;
  late: number;
}): BoxStatistics {
  const { since, received, inTime, late } = counts;
  const tells = inTime >= LEAST_SHOWN && (late === 0 || late >= LEAST_SHOWN);
  const others = received - inTime - late;
  const apart = others === 0 || others >= LEAST_SHOWN;
  return {
    since,
    received: received >= LEAST_SHOWN ? received : null,
    inTime: tells && apart ? { of: inTime + late, inTime } : null,
  };
}

/** The last day of which what was received is late today: days before it are late too. */
function lastLateDay(now: Date): string {
  let day = dayOf(now);
  while (clockOf({ state: 'accepted', clockFrom: `${day}T04:00:00.000Z` }, now).late === null)
    day = addDays(day, -1);
  return day;
}

/** A small year to be closed: a community, people in it, what they earned, and the way to the end. */
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { closingOf } from '#app/features/closing/runs.server.ts';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { aPlace, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { next, withPolicies } from '#tests/support/world.ts';

export const YEAR = 2026;
/** The year is over; drafts are shown until the end of the 20th; it is locked on the day after. */
export const january = new Date('2027-01-10T02:00:00.000Z');
export const until = '2027-01-20';
export const later = new Date('2027-01-21T02:00:00.000Z');

export interface SmallYear {
  db: Db;
  ruleVersionId: string;
  east: Place;
  /** Three registrars: who closes, who asks, who approves. */
  registrars: [Actor, Actor, Actor];
}

/** Policies, a community and those who close its years; nobody else yet. */
export async function aYear(db: Db): Promise<SmallYear> {
  const ruleVersionId = await withPolicies(db);
  const east = await aPlace(db, null, 'community', '东园社区');
  const registrars: SmallYear['registrars'] = [
    await aRegistrar(db, '教务甲'),
    await aRegistrar(db, '教务乙'),
    await aRegistrar(db, '教务丙'),
  ];
  return { db, ruleVersionId, east, registrars };
}

async function aRegistrar(db: Db, name: string): Promise<Actor> {
  const personId = await somebody(db, name, []);
  const role = { role: 'registrar' as const, scopePath: null, scopeTree: null, school: null };
  return sealActor({ personId, name, roles: [role] });
}

export const asThemselves = (personId: string): Actor => sealActor({ personId, name: '本人', roles: [] });

/** A head of a building with credits, in hundredths. */
export async function headWith(
  { db, east, ruleVersionId }: SmallYear,
  name: string,
  amount: number,
): Promise<string> {
  const personId = await somebody(db, name, [['building-head', east]]);
  if (amount > 0) await earn(db, { personId, amount, ruleVersionId });
  return personId;
}

/** Something of the year that is posted only after the lock. */
export async function earnLater(
  { db, ruleVersionId }: SmallYear,
  personId: string,
  amount: number,
): Promise<void> {
  await postCredit(db, {
    ...{ personId, amount, ruleVersionId },
    occurredOn: `${YEAR}-12-20`,
    source: { type: 'completion', id: `late-${next()}` },
    ...{ line: 'face', category: 'A', elective: false, school: 'governance', title: '迟到的议事' },
    ...{ computation: {}, evidence: { courseCode: 'ZL02' }, actor: null },
    now: new Date(later.getTime() + 3_600_000),
  });
}

export const advance = (db: Db, now: Date, peopleAtOnce?: number) => advanceRuns(db, { now, peopleAtOnce });

/** Counts, and shows everybody their draft. Answers the closing. */
export async function shown({ db, registrars }: SmallYear): Promise<string> {
  const [actor] = registrars;
  must(await previewYear(db, { actor, year: YEAR, now: january }));
  await advance(db, january);
  must(await openConfirmation(db, { actor, year: YEAR, untilDay: until, now: january }));
  await advance(db, january);
  return (await closingOf(db, YEAR))?.id ?? '';
}

/** Locks it after the deadline and freezes all of it. */
export async function closed(year: SmallYear): Promise<void> {
  must(await lockYear(year.db, { actor: year.registrars[0], year: YEAR, now: later }));
  await advance(year.db, later);
}

export function must<Outcome extends { ok: boolean }>(outcome: Outcome): Outcome & { ok: true } {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome as Outcome & { ok: true };
}

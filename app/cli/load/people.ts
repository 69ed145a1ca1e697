import { DEMO_PASSWORD } from '#app/cli/demo/accounts.ts';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { rulesInForce } from '#app/features/credits/policies.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { addPeople } from '#app/features/identity/many-people.server.ts';
import { hashPassword } from '#app/features/identity/passwords.server.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import { schools } from '#app/lib/vocabulary.ts';
import { loadCommunities } from './communities.ts';
import { type LoadRun, numbered } from './plan.ts';

const AT_ONCE = 5000;

/** What they are, in turn: with schemes of their own, and some with none. */
const held: readonly Position[] = [
  'building-head',
  'unit-head',
  'grid-worker',
  'party-member',
  'committee-member',
  'social-worker',
  'volunteer-leader',
  'senior-learner',
];

/** Categories in the proportions of an ordinary year. */
const earned: readonly CategoryCode[] = ['A', 'A', 'B', 'A', 'C', 'A', 'G', 'A', 'B', 'H'];

/** Makes learners `rush-00001`… with the demo password; one hash serves them all. Answers their ids. */
export async function loadPeople(run: LoadRun): Promise<string[]> {
  const { db, plan, actor, now } = run;
  if (plan.people === 0) return [];
  const communities = await loadCommunities(run);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const people = Array.from({ length: plan.people }, (_, index) => ({
    username: numbered(plan.prefix, index + 1),
    name: `学员 ${index + 1}`,
    appointments: appointmentOf(index, communities, `${yearOf(now) - 1}-01-01`),
  }));
  return addPeople(db, { actor, people, passwordHash, source: `load ${plan.prefix}`, now });
}

function appointmentOf(index: number, communities: readonly string[], validFrom: string) {
  const orgUnitId = communities[index % communities.length];
  // Not by the same index, or each community would have one position only.
  const position = held[Math.floor(index / Math.max(1, communities.length)) % held.length];
  return orgUnitId && position ? [{ position, orgUnitId, validFrom, validTo: null }] : [];
}

/** Fills the ledger: every person in turn, on the days of this year so far. */
export async function loadEntries({ db, plan, now }: LoadRun, personIds: readonly string[]): Promise<number> {
  if (plan.entries === 0 || personIds.length === 0) return 0;
  const { id: ruleVersionId } = await rulesInForce(db, dayOf(now));
  const days = daysOfTheYear(now);
  for (let start = 0; start < plan.entries; start += AT_ONCE) {
    const entries = Array.from({ length: Math.min(AT_ONCE, plan.entries - start) }, (_, at) => {
      const index = start + at;
      return {
        personId: personIds[index % personIds.length] ?? '',
        category: earned[Math.floor(index / personIds.length) % earned.length] ?? 'A',
        amount: 100 + 25 * (index % 9),
        school: schools[index % schools.length] ?? 'citizen',
        title: '测试课程',
        sourceId: numbered(plan.prefix, index + 1),
        occurredOn: days[index % days.length] ?? dayOf(now),
      };
    });
    await addEntries(db, { entries, sourceType: 'load', ruleVersionId, now });
  }
  return plan.entries;
}

function daysOfTheYear(now: Date): string[] {
  const days: string[] = [];
  for (
    let at = new Date(`${yearOf(now)}-01-01T12:00:00Z`);
    at <= now;
    at = new Date(at.getTime() + 86_400_000)
  )
    days.push(dayOf(at));
  return days.length > 0 ? days : [dayOf(now)];
}

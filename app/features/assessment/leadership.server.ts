import { knownTitles } from '#app/features/catalogue/titles.server.ts';
import { type FrozenYear, frozenYears } from '#app/features/closing/frozen-years.server.ts';
import { heldPost, ledgerLine } from '#app/features/closing/reckoning.server.ts';
import { policyInForce } from '#app/features/credits/policies.server.ts';
import { courseCodesIn, withTitles } from '#app/features/credits/policy-words.rules.ts';
import { policiesOfYear, standingIn } from '#app/features/credits/standing.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type CheckedRule, checkLeadership } from './leadership.rules.ts';
import { type LeadershipPolicy, leadershipPolicy } from './leadership.schema.ts';
import type { PersonRecord } from './statement.server.ts';
import { completedAndWaived, inForceOn } from './waivers.server.ts';

/** The rules laid beside a record for one day. */
export interface LeadershipCheck {
  statement: string;
  title: string;
  version: string;
  /** The day for which it was asked. */
  day: string;
  rules: CheckedRule[];
}

/**
 * Each rule for leading a project, for a person on a day: with what they had reached by then, and what the academy has waived. Null
 * when it had published no such policy. A closed year is taken as it was frozen: what came later counts in it no more here than on its sheet. Two statements.
 */
export async function leadershipCheck(
  db: Db,
  {
    record,
    day,
    known = new Map(),
  }: {
    record: PersonRecord;
    day: string;
    /** What is known already of closed years. */
    known?: ReadonlyMap<number, FrozenYear | null>;
  },
): Promise<LeadershipCheck | null> {
  const policy = await leadershipPolicyOn(db, day);
  if (!policy) return null;
  const year = await creditYearOn(db, day);
  const { personId } = record;
  const unknown = [year, year - 1].filter((each) => !known.has(each));
  const [current, last, { completed, waivers }, found] = await Promise.all([
    policiesOfYear(db, { year, today: day }),
    policiesOfYear(db, { year: year - 1, today: day }),
    completedAndWaived(db, personId),
    frozenYears(db, { personId, years: unknown }),
  ]);
  const frozen = new Map([...known, ...found]);
  const { posts, lines: all } = countingIn(record, frozen.get(year));
  const lines = all.filter(({ occurredOn }) => occurredOn <= day);
  const closedLast = frozen.get(year - 1);
  const titles = await knownTitles(
    db,
    policy.rules.flatMap(({ mend }) => courseCodesIn(mend)),
  );
  const rules = checkLeadership(policy, {
    schemes: standingIn(year, current, { posts, lines }).standings.filter(({ required }) => required > 0),
    lastYearMet:
      (closedLast === undefined ? standingIn(year - 1, last, record).status : closedLast?.sheet.status) ===
      'met',
    completions: completedBy(completed, day),
    waivers: inForceOn(waivers, day),
    day,
  });
  const { statement, title, version } = policy;
  const mended = rules.map((rule) => ({ ...rule, mend: withTitles(rule.mend, titles) }));
  return { statement, title, version, day, rules: mended };
}

/** What counts in a year: of a closed one what was frozen, nothing at all where it was frozen without a statement. */
function countingIn(record: PersonRecord, frozen: FrozenYear | null | undefined) {
  if (frozen === undefined) return record;
  if (frozen === null) return { posts: record.posts, lines: [] };
  return { posts: frozen.inputs.posts.map(heldPost), lines: frozen.inputs.lines.map(ledgerLine) };
}

/** The rules in force on a day; null when the academy had published none. Kept for some seconds, so mostly no statement. */
export async function leadershipPolicyOn(db: Db, day: string): Promise<LeadershipPolicy | null> {
  const stored = await policyInForce(db, 'leadership', day);
  return stored ? leadershipPolicy.parse(stored.content) : null;
}

/** Codes of the courses completed by a day, with the newest day of each. */
function completedBy(
  completed: readonly (readonly [code: string, at: string])[],
  day: string,
): Map<string, string> {
  const byDay = completed.map(([code, at]) => [code, dayOf(at)] as const);
  return new Map(byDay.filter(([, completedOn]) => completedOn <= day));
}

import { policyInForce, rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { yearsBefore } from '#app/features/credits/scheme-year.rules.ts';
import { type CreditSchemes, creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { askedIn, askingDay, type YearPolicies } from '#app/features/credits/standing.server.ts';
import type { Db } from '#db/database.ts';
import type { PinnedYear } from './frozen.rules.ts';

/**
 * The policies that a year is reckoned by, as they are published now: the year itself first, then the years before that its rules look
 * back to. Empty where the academy had published none. A few statements.
 */
export async function pinPolicies(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<PinnedYear[]> {
  const asked = await askedIn(db, { year, today });
  if (!asked) return [];
  const pinned: PinnedYear[] = [];
  for (const each of [year, ...yearsBefore(asked)]) {
    const found = await pinnedYear(db, { year: each, today });
    if (found) pinned.push(found);
  }
  return pinned;
}

async function pinnedYear(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<PinnedYear | null> {
  const asked = await askedIn(db, { year, today });
  const day = await askingDay(db, { year, today });
  const [rules, schemes] = [await policyInForce(db, 'rules', day), await policyInForce(db, 'schemes', day)];
  if (!asked || !rules || !schemes) return null;
  const named = ({ id, code, version, hash }: typeof rules) => ({ id, code, version, hash });
  return { year, day: asked.day, rules: named(rules), schemes: named(schemes) };
}

/** The content of pinned policies, to reckon with; null where none were. Throws when a version is not there any more. */
export async function policiesPinned(db: Db, pinned: readonly PinnedYear[]): Promise<YearPolicies | null> {
  const [own, ...earlier] = await Promise.all(pinned.map((each) => askedAsPinned(db, each)));
  return own ? { ...own, earlier } : null;
}

async function askedAsPinned(db: Db, { year, day, rules, schemes }: PinnedYear) {
  const content = await rulesOfVersion(db, rules.id);
  if (!content) throw new Error(`The rules ${rules.code} ${rules.version} of ${year} are gone.`);
  return {
    year,
    day,
    version: schemes.version,
    rules: content,
    schemes: await schemesOfVersion(db, schemes.id),
  };
}

// Published versions never change, so what was parsed once stays true for the life of the process.
const parsed = new Map<string, CreditSchemes>();

async function schemesOfVersion(db: Db, id: string): Promise<CreditSchemes> {
  const known = parsed.get(id);
  if (known) return known;
  const { content } = await db
    .selectFrom('policy_version')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const schemes = creditSchemes.parse(JSON.parse(content));
  parsed.set(id, schemes);
  return schemes;
}

/** The schemes by which a year was reckoned, the year itself alone; null where none were published. Mostly no statement. */
export async function schemesPinned(db: Db, [own]: readonly PinnedYear[]): Promise<CreditSchemes | null> {
  return own ? schemesOfVersion(db, own.schemes.id) : null;
}

/** The codes of the courses that the schemes ask for. */
export function coursesNamed(policies: YearPolicies | null): string[] {
  const courses = policies?.schemes.schemes.flatMap(({ requiredCourses }) => requiredCourses) ?? [];
  return [...new Set(courses.flatMap(({ code, alternatives }) => [code, ...alternatives]))];
}

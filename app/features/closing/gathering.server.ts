import { accountingYear, cycleYears } from '#app/features/credits/cycle.rules.ts';
import { type HeldPost, type PostsRecord, postsOfMany } from '#app/features/credits/records.server.ts';
import { termsOfYear, type YearPolicies } from '#app/features/credits/standing.server.ts';
import { appraisalsOfMany } from '#app/features/evaluation/appraisal-summary.server.ts';
import type { Db } from '#db/database.ts';
import { lastAnswers } from './answers.server.ts';
import { FORMAT, type FrozenInputs, type FrozenPost, type PinnedYear } from './frozen.rules.ts';
import { linesUntil } from './lines.server.ts';

/** A year as it is looked at: by these policies, with what was posted until `cutoff`. */
export interface YearInHand {
  year: number;
  firstDay: string;
  lastDay: string;
  cutoff: string;
  pinned: readonly PinnedYear[];
  policies: YearPolicies | null;
  titles: ReadonlyMap<string, string>;
  /** Null while nobody is asked yet what they say of their sheets. */
  closingId: string | null;
}

/**
 * What the sheets of some people follow from, by person: everybody of them who is there. The same content whatever the order in which things were
 * posted. Five statements, however many they are (up to a thousand).
 */
export async function gatherInputs(
  db: Db,
  personIds: readonly string[],
  hand: YearInHand,
): Promise<Map<string, FrozenInputs>> {
  const { year, lastDay, cutoff, policies, closingId } = hand;
  const [people, lines, appraisals, answers] = await Promise.all([
    postsOfMany(db, personIds, termsOfYear(policies, { year, today: lastDay })),
    linesUntil(db, personIds, { cutoff, from: firstDayRead(hand) }),
    appraisalsOfMany(db, { personIds, year, now: new Date(cutoff) }),
    closingId ? lastAnswers(db, { closingId, personIds }) : new Map(),
  ]);
  const inputs = new Map<string, FrozenInputs>();
  for (const personId of personIds) {
    const person = people.get(personId);
    if (!person) continue;
    const posts = frozenPosts(person);
    inputs.set(personId, {
      ...headOf(hand),
      ...{ posts, titles: titlesFor(posts, hand) },
      person: { id: personId, name: person.name },
      lines: lines.get(personId) ?? [],
      appraisals: (appraisals.get(personId) ?? []).map(({ courseTitle, levelName }) => [
        courseTitle,
        levelName,
      ]),
      answer: answers.get(personId) ?? null,
    });
  }
  return inputs;
}

function headOf({ year, firstDay, lastDay, cutoff, pinned }: YearInHand) {
  return { format: FORMAT, year, firstDay, lastDay, cutoff, policies: pinned };
}

/** Only what the sheet will name. */
function titlesFor(posts: readonly FrozenPost[], { policies, titles }: YearInHand): Record<string, string> {
  const held = posts.map(([, position]) => position);
  const schemes = policies?.schemes.schemes.filter(({ positions }) =>
    positions.some((one) => held.includes(one)),
  );
  const courses = schemes?.flatMap(({ requiredCourses }) => requiredCourses) ?? [];
  const named: Record<string, string> = {};
  for (const code of courses.flatMap((course) => [course.code, ...course.alternatives])) {
    const title = titles.get(code);
    if (title !== undefined) named[code] = title;
  }
  return named;
}

function frozenPosts({ posts }: PostsRecord): FrozenPost[] {
  const packed = (post: HeldPost): FrozenPost => [
    post.id,
    post.position,
    post.unitName,
    post.validFrom,
    post.validTo,
    [...post.exemptYears].sort((a, b) => a - b),
  ];
  return posts.map(packed).sort((one, other) => (one[3] + one[0] < other[3] + other[0] ? -1 : 1));
}

/** Cycles and counters look back over years; a little further does no harm, and what is older needs not be kept again each year. */
function firstDayRead({ year, policies }: YearInHand): string {
  const asked = policies ? [policies, ...policies.earlier] : [];
  const years = asked.flatMap((each) =>
    each.schemes.schemes.flatMap((scheme) => [
      cycleYears(scheme, each.year).from,
      ...(scheme.counters ?? []).map((counter) => each.year - counter.years + 1),
    ]),
  );
  return `${Math.min(year, ...years) - 1}-01-01`;
}

/** The days of a year of credits, by its rules or by the calendar. */
export function daysOf(year: number, policies: YearPolicies | null): { firstDay: string; lastDay: string } {
  const { from, to } = policies
    ? accountingYear(policies.rules, year)
    : { from: `${year}-01-01`, to: `${year}-12-31` };
  return { firstDay: from, lastDay: to };
}

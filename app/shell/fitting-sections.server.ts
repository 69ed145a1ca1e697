import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import {
  type FittingSection,
  type Gain,
  gainOf,
  helps,
  type MissingThing,
  missingThings,
  type SchemeFilling,
} from '#app/features/credits/filling.rules.ts';
import { inputOfYear } from '#app/features/credits/scheme-year.rules.ts';
import type { Scheme } from '#app/features/credits/schemes.schema.ts';
import { personOfYear, type YearInHand, type YearPolicies } from '#app/features/credits/standing.server.ts';
import { refusalOf, type Standing } from '#app/features/selection/eligibility.rules.ts';
import { type OwnSection, ownSections } from '#app/features/selection/own-facts.server.ts';
import { waitingOf } from '#app/features/selection/reading.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { declaredWays } from './declared-ways.rules.ts';
import { type OpenForFilling, openForFilling } from './open-for-filling.server.ts';

const MOST_EACH = 3;
const MOST_TERMS = 4;
/** Of so many sections that somebody may take it is reckoned what they would add, for each thing that is missing. */
const MOST_RECKONED = 24;

/** The same for a page that has nothing of this person's sections in hand. One statement more. */
export async function fillingOf(
  db: Db,
  { personId, inHand, now }: Omit<Asking, 'passOver'>,
): Promise<SchemeFilling[]> {
  return fittingSections(db, { personId, inHand, passOver: passedOver(await waitingOf(db, personId)), now });
}

/** What is no news to somebody: a course that ended without completion may be taken once more. */
export function passedOver(
  waiting: readonly { sectionId: string }[],
  enrolments: readonly { state: string; courseCode: string }[] = [],
): Asking['passOver'] {
  return {
    sectionIds: waiting.map(({ sectionId }) => sectionId),
    courseCodes: enrolments.flatMap(({ state, courseCode }) => (state === 'ended' ? [] : [courseCode])),
  };
}

interface Asking {
  /** The sections that somebody is in; without them they are read. */
  takenIds?: readonly string[];
  personId: string;
  inHand: YearInHand;
  /** Sections that somebody waits for, and courses that they have finished or are in: those are no news. */
  passOver: { sectionIds: readonly string[]; courseCodes: readonly string[] };
  now: Date;
}

/**
 * For each thing that somebody is missing this year, up to three sections that are open now, that they may take (the checks of the
 * enrolment desk: audience, prerequisites, clashes, limits), that end within the year and would add something within the caps. The list
 * of open sections is up to a minute old, so one may have filled up since: the section itself says so. One statement where the sections
 * that somebody is in are not given, and four once a minute.
 */
export async function fittingSections(db: Db, asking: Asking): Promise<SchemeFilling[]> {
  const { inHand, personId, now } = asking;
  const { policies, standing } = inHand;
  const lacking = standing.standings.filter(({ status }) => status === 'not-met' || status === 'nearly');
  if (!policies || lacking.length === 0 || !dayOf(now).startsWith(String(policies.year))) return [];
  const { sections: open, titles } = await openForFilling(db, { codes: requiredCodes(policies), now });
  const own = asking.takenIds ? takenOf(open, asking.takenIds) : await ownOf(db, personId, open);
  const choosing = {
    policies,
    inHand,
    titles,
    open: endingInTime(open, policies),
    mayTake: checker({ ...asking, own }),
  };
  return lacking.map(({ position }) => ({ position, things: thingsOf(position, choosing) }));
}

type Taken = Omit<OwnSection, 'enrolmentId' | 'completed'>;

function ownOf(db: Db, personId: string, open: readonly OpenForFilling[]): Promise<Taken[]> {
  const termIds = [...new Set(open.map(({ facts }) => facts.termId))].slice(0, MOST_TERMS);
  return ownSections(db, { personId, termIds });
}

/** As far as they are open themselves it is known when they meet; of the others the enrolment desk knows it. */
function takenOf(open: readonly OpenForFilling[], takenIds: readonly string[]): Taken[] {
  const ids = new Set(takenIds);
  return open.flatMap(({ id, facts }) => (ids.has(id) ? [facts] : []));
}

function requiredCodes({ schemes }: YearPolicies): string[] {
  const courses = schemes.schemes.flatMap(({ requiredCourses }) => requiredCourses);
  return [...new Set(courses.flatMap(({ code, alternatives }) => [code, ...alternatives]))].sort();
}

/** What is finished after the year has ended counts in the next one. */
function endingInTime(open: readonly OpenForFilling[], { rules, year }: YearPolicies): OpenForFilling[] {
  const { to } = accountingYear(rules, year);
  return open.filter(({ endsOn }) => endsOn <= to);
}

/** Asks of one section whether somebody may take it; each is asked once. */
function checker({ inHand, passOver, own, now }: Asking & { own: readonly Taken[] }) {
  const standing = standingOf(inHand, now);
  const { finishedCodes } = personOfYear(inHand);
  const sectionIds = new Set(passOver.sectionIds);
  const courses = new Set([...finishedCodes, ...passOver.courseCodes]);
  const known = new Map<string, boolean>();
  const ask = ({ id, courseCode, facts }: OpenForFilling): boolean => {
    if (sectionIds.has(id) || courses.has(courseCode)) return false;
    const { prerequisites, ...section } = facts;
    const takenSections = own.filter(({ termId }) => termId === section.termId);
    const refusal = refusalOf({
      ...section,
      standing,
      takenSections,
      takenMeetings: takenSections.flatMap(({ meetings }) => meetings),
      missingPrerequisites: prerequisites.filter(({ code }) => !finishedCodes.has(code)),
    });
    return refusal === null;
  };
  return (section: OpenForFilling): boolean => {
    const answer = known.get(section.id) ?? ask(section);
    known.set(section.id, answer);
    return answer;
  };
}

interface Choosing {
  policies: YearPolicies;
  inHand: YearInHand;
  titles: ReadonlyMap<string, string>;
  open: readonly OpenForFilling[];
  mayTake: (section: OpenForFilling) => boolean;
}

function thingsOf(position: Position, choosing: Choosing): SchemeFilling['things'] {
  const { policies, inHand } = choosing;
  const scheme = policies.schemes.schemes.find((each) => each.position === position);
  const standing = inHand.standing.standings.find((each) => each.position === position);
  const reckoned = scheme && inputOfYear(policies, scheme, personOfYear(inHand), policies.earlier);
  if (!scheme || !standing || !reckoned) return [];
  const { rules, day } = policies;
  const gains = new Map<string, Gain>();
  const gain = (section: OpenForFilling): Gain => {
    const on = section.endsOn > day ? section.endsOn : day;
    const found =
      gains.get(section.id) ?? gainOf(reckoned.input, standing, { ...section, sectionId: section.id, on });
    gains.set(section.id, found);
    return found;
  };
  const declaring = { rules, standing, input: reckoned.input, on: day };
  return missingThings(scheme, standing).map((thing) => {
    const sections = thing.bySections ? thatHelp(thing, { ...choosing, scheme, gain }) : [];
    return {
      ...thing,
      label: thing.kind === 'course' ? namesOf(thing.codes, choosing.titles) : thing.label,
      sections,
      declared: sections.length === 0 ? declaredWays(thing, declaring) : [],
    };
  });
}

const namesOf = (codes: readonly string[], titles: ReadonlyMap<string, string>): string =>
  codes.map((code) => `《${titles.get(code) ?? code}》`).join('或');

type Helping = Choosing & { scheme: Scheme; gain: (section: OpenForFilling) => Gain };

/** The first that help, of each course one. */
function thatHelp(thing: MissingThing, { open, mayTake, scheme, gain }: Helping): FittingSection[] {
  const found = new Map<string, FittingSection>();
  let reckoned = 0;
  for (const section of open) {
    if (found.size === MOST_EACH || reckoned === MOST_RECKONED) break;
    const { id, courseCode, courseTitle, when, waiting, facts } = section;
    if (found.has(courseCode) || !mayConcern(thing, scheme, section) || !mayTake(section)) continue;
    reckoned++;
    const { counted, ...more } = gain(section);
    if (helps(thing, courseCode, { counted, ...more }))
      found.set(courseCode, {
        ...{ id, courseCode, courseTitle, when, waiting },
        ...{ adds: counted, free: facts.free },
      });
  }
  return [...found.values()];
}

/** What costs nothing to ask. */
function mayConcern(
  { kind, codes, school }: MissingThing,
  { countingSchools, countingCourses }: Scheme,
  { courseCode, facts }: OpenForFilling,
): boolean {
  if (kind === 'course') return codes.includes(courseCode);
  const counts = countingSchools.includes(facts.school) || countingCourses.includes(courseCode);
  return counts && (school === null || facts.school === school);
}

/** What somebody is, from the posts in hand. Their age is not: a section that asks for one is not proposed. */
function standingOf({ standing: { posts } }: YearInHand, now: Date): Standing {
  const day = dayOf(now);
  const held = posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
  return {
    positions: [...new Set(held.map(({ position }) => position))],
    places: held.flatMap(({ unitPath }) => (unitPath.startsWith('t') ? [unitPath] : [])),
    community: null,
    ageBand: null,
  };
}

/**
 * Whether somebody may take a section now, and if not, why. Sources: the college's selection rules (windows, audience,
 * prerequisites), domain model "conflict check" and "limit on simultaneous courses (3 a term in 老年学校)"; six sections a
 * term is the ceiling that comparable colleges use.
 */
import { ageFrom } from '#app/features/identity/ages.rules.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { firstClash, type MeetingTime } from '#app/features/timetable/clashes.rules.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';

/** How many sections somebody may have in a term, all together and of one school. */
export interface Limits {
  /** Null: as many as one likes. */
  most: number | null;
  bySchool: Partial<Record<School, number>>;
}

/** What holds in a term that says nothing itself. */
export const USUAL_LIMITS: Limits = { most: 6, bySchool: { senior: 3 } };

/** The limits of a term from its rows (`school` empty: all together). A term with rows has those limits and no others. */
export function limitsOf(rows: readonly { school: string; most: number }[]): Limits {
  if (rows.length === 0) return USUAL_LIMITS;
  const limits: Limits = { most: null, bySchool: {} };
  for (const { school, most } of rows) {
    if (school === '') limits.most = most;
    else limits.bySchool[school as School] = most;
  }
  return limits;
}

export interface TitledMeeting extends MeetingTime {
  sectionId: string;
  title: string;
}

/** One section that the person has this term and that still runs. */
export interface TakenSection {
  sectionId: string;
  courseId: string;
  school: School;
  title: string;
}

/**
 * Whether a section can be selected now, and if not: when it will be, that nothing of it lies ahead, that no credit rules are in force,
 * or that its lots have not been drawn.
 */
export type DeskWindow =
  | { open: true }
  | { open: false; opensAt: string | null; over?: true; lacksRules?: true; undrawn?: true };

/** A rule about who may take a section besides its audience. `path`: of the community's place in the organisation. */
export interface EligibilityRule {
  kind: 'community' | 'age-from';
  value: string;
  label: string;
  path: string | null;
}

/** What somebody is, as far as the section asks for it. */
export interface Standing {
  positions: readonly Position[];
  /** Where they live or are something, as paths of the territory. */
  places: readonly string[];
  /** The name of their community; null when they have none. */
  community: string | null;
  ageBand: string | null;
}

export interface SelectionFacts {
  sectionId: string;
  courseId: string;
  termId: string;
  school: School;
  title: string;
  window: DeskWindow;
  audience: readonly Position[];
  eligibility: readonly EligibilityRule[];
  standing: Standing;
  missingPrerequisites: readonly { code: string; title: string }[];
  meetings: readonly TitledMeeting[];
  takenMeetings: readonly TitledMeeting[];
  takenSections: readonly TakenSection[];
  limits: Limits;
}

export type Refusal =
  | { reason: 'already'; otherSection?: string }
  | { reason: 'closed'; opensAt: string | null; over?: true; lacksRules?: true; undrawn?: true }
  | { reason: 'audience'; asks: 'position'; audience: readonly Position[]; held: readonly Position[] }
  | { reason: 'audience'; asks: 'community'; labels: readonly string[]; community: string | null }
  | { reason: 'audience'; asks: 'age'; label: string; ageBand: string | null }
  | { reason: 'prerequisite'; courses: readonly { code: string; title: string }[] }
  | { reason: 'clash'; with: string; withSectionId: string; at: string }
  | { reason: 'term-limit'; most: number }
  | { reason: 'category-limit'; most: number; school: School }
  | { reason: 'full' };

/** The first reason against taking the section, in the order in which people can do something about it; null when none. */
export function refusalOf(facts: SelectionFacts): Refusal | null {
  return takenAlready(facts) ?? unfitFor(facts) ?? clashOf(facts) ?? limitOf(facts);
}

function takenAlready({ takenSections, courseId, sectionId }: SelectionFacts): Refusal | null {
  const same = takenSections.find((taken) => taken.courseId === courseId);
  if (!same) return null;
  return same.sectionId === sectionId
    ? { reason: 'already' }
    : { reason: 'already', otherSection: same.title };
}

/** What speaks against this section whatever else the person has. */
function unfitFor(facts: SelectionFacts): Refusal | null {
  if (!facts.window.open) return closedBy(facts.window);
  const unfit = audienceRefusal(facts);
  if (unfit) return unfit;
  if (facts.missingPrerequisites.length > 0)
    return { reason: 'prerequisite', courses: facts.missingPrerequisites };
  return null;
}

/** The refusal of a section that cannot be selected now. */
export function closedBy({ open: _, ...why }: Extract<DeskWindow, { open: false }>): Refusal {
  return { reason: 'closed', ...why };
}

/** An empty audience is open to everybody; so is a section without rules about communities and ages. */
function audienceRefusal({ audience, eligibility, standing }: SelectionFacts): Refusal | null {
  const held = standing.positions;
  if (audience.length > 0 && !held.some((position) => audience.includes(position)))
    return { reason: 'audience', asks: 'position', audience, held };
  const communities = eligibility.filter(({ kind }) => kind === 'community');
  if (communities.length > 0 && !belongsTo(communities, standing.places)) {
    const labels = [...new Set(communities.map(({ label }) => label))];
    return { reason: 'audience', asks: 'community', labels, community: standing.community };
  }
  const age = ageFrom(standing.ageBand);
  const tooYoung = eligibility.find(
    ({ kind, value }) => kind === 'age-from' && (age === null || age < Number(value)),
  );
  if (!tooYoung) return null;
  return {
    reason: 'audience',
    asks: 'age',
    label: tooYoung.label,
    ageBand: age === null ? null : standing.ageBand,
  };
}

/** Several communities mean any of them: a place lies in one when its path begins with the community's. */
export function belongsTo(
  communities: readonly Pick<EligibilityRule, 'path'>[],
  places: readonly string[],
): boolean {
  return communities.some(({ path }) => path !== null && places.some((place) => isWithin(path, place)));
}

function clashOf({ meetings, takenMeetings }: SelectionFacts): Refusal | null {
  const clash = firstClash(meetings, takenMeetings);
  if (!clash) return null;
  const { title, sectionId } = clash.taken;
  return { reason: 'clash', with: title, withSectionId: sectionId, at: clash.wanted.startsAt };
}

function limitOf({ takenSections, school, limits }: SelectionFacts): Refusal | null {
  if (limits.most !== null && takenSections.length >= limits.most)
    return { reason: 'term-limit', most: limits.most };
  const most = limits.bySchool[school];
  const inSchool = takenSections.filter((taken) => taken.school === school).length;
  return most !== undefined && inSchool >= most ? { reason: 'category-limit', most, school } : null;
}

/** The same facts as if the person had another section as well. */
export function withTaken(facts: SelectionFacts, other: SelectionFacts): SelectionFacts {
  if (other.termId !== facts.termId) return facts;
  const { sectionId, courseId, school, title } = other;
  return {
    ...facts,
    takenSections: [...facts.takenSections, { sectionId, courseId, school, title }],
    takenMeetings: [...facts.takenMeetings, ...other.meetings],
  };
}

/** The same facts as if the person did not have this section. */
export function withoutTaken(facts: SelectionFacts, sectionId: string): SelectionFacts {
  return {
    ...facts,
    takenSections: facts.takenSections.filter((taken) => taken.sectionId !== sectionId),
    takenMeetings: facts.takenMeetings.filter((taken) => taken.sectionId !== sectionId),
  };
}

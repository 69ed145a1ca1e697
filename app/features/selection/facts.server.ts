import type { ExpressionBuilder } from 'kysely';
import { isOver, selectionWindowOf } from '#app/features/timetable/selection-window.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { atDesk, deskRows, type SectionAtDesk } from './desk.server.ts';
import {
  type DeskWindow,
  type EligibilityRule,
  type Limits,
  limitsOf,
  type SelectionFacts,
  type Standing,
} from './eligibility.rules.ts';
import { type OwnSection, ownSections, standingOf } from './own-facts.server.ts';
import { meetingsIn, meetingsOf } from './packed-meetings.server.ts';

export { type SectionAtDesk, sectionAtDesk } from './desk.server.ts';

/** Opened, not closed or over, with credit rules in force, its lots drawn, and its term's selection or add/drop window is open. */
export function windowOf(
  section: SectionAtDesk,
  { hasRules, now }: { hasRules: boolean; now: Date },
): DeskWindow {
  if (section.closed) return { open: false, opensAt: null };
  if (isOver(section, now)) return { open: false, opensAt: null, over: true };
  // What it pays is pinned at enrolment, so there is none while the academy has no rules in force.
  if (!hasRules) return { open: false, opensAt: null, lacksRules: true };
  const window = selectionWindowOf(section.windows, now, section.entry);
  if (window.state !== 'open' || !section.opened)
    return { open: false, opensAt: 'opensAt' in window ? window.opensAt : null };
  return section.undrawn ? { open: false, opensAt: null, undrawn: true } : { open: true };
}

/** A section and what decides whether this person may take it. */
export interface DeskFacts {
  section: SectionAtDesk;
  facts: SelectionFacts;
  /** They stand in its line. */
  waiting: boolean;
  inBasket: boolean;
}

export interface Asking {
  personId: string;
  sectionIds: readonly string[];
  /** Whether credit rules are in force; read by `rulesIfAny`. */
  hasRules: boolean;
  /** What the caller has read of the person already; for looking, never for deciding. */
  known?: Standing;
  now: Date;
}

/**
 * Everything that decides whether this person may take these sections, by section id. Read it inside the transaction that enrols,
 * behind the learner's lock. Two statements, and up to four more where a section asks who somebody is.
 */
export async function deskFacts(
  db: Db,
  { personId, sectionIds, hasRules, known, now }: Asking,
): Promise<Map<string, DeskFacts>> {
  if (sectionIds.length === 0) return new Map();
  const rows = (await factRows(db, { personId, sectionIds })).rows.map((row) => asked(row, dayOf(now)));
  const own = await ownSections(db, { personId, termIds: [...new Set(rows.map(termOf))] });
  const standing = known ?? (await standingOf(db, { personId, asks: rows, now }));
  const facts = rows.map((row) => ({
    section: row.section,
    waiting: row.waiting,
    inBasket: row.inBasket,
    facts: {
      ...row.facts,
      ...takenBy(own, row.section),
      window: windowOf(row.section, { hasRules, now }),
      standing,
    },
  }));
  return new Map(facts.map((each) => [each.section.id, each]));
}

/** The same for one section; null when there is none. */
export async function selectionFacts(
  db: Db,
  { sectionId, ...asking }: Omit<Asking, 'sectionIds'> & { sectionId: string },
): Promise<DeskFacts | null> {
  return (await deskFacts(db, { ...asking, sectionIds: [sectionId] })).get(sectionId) ?? null;
}

const termOf = ({ section }: { section: SectionAtDesk }) => section.termId;

function takenBy(own: readonly OwnSection[], { termId }: SectionAtDesk) {
  const taken = own.filter((each) => each.termId === termId);
  return {
    takenSections: taken.map(({ sectionId, courseId, school, title }) => ({
      sectionId,
      courseId,
      school,
      title,
    })),
    takenMeetings: taken.flatMap(({ meetings }) => meetings),
  };
}

const factRows = readyStatement<{ personId: string; sectionIds: readonly string[] }>()((db, place) =>
  deskRows(db)
    .select((eb) => [audienceOf(eb), eligibilityOf(eb), heirsOfRules(eb), limitRows(eb), meetingsOf(eb)])
    .select((eb) => [missingOf(eb, place('personId')), basketOf(eb, place('personId'))])
    .select((eb) => lineOf(eb, place('personId')))
    .where('section.id', 'in', place('sectionIds')),
);

export type OfSection = ExpressionBuilder<Database, 'section'>;

/** For `deskRows`; read with `positionsIn`. */
export function audienceOf(eb: OfSection) {
  return eb
    .selectFrom('section_audience')
    .select((inner) => packed(inner, ['position']).as('positions'))
    .whereRef('section_audience.section_id', '=', 'section.id')
    .as('positions');
}

/** What has taken the place of a community that a section asks for; read with `rulesIn`. Most sections ask for none. */
export function heirsOfRules(eb: OfSection) {
  return eb
    .selectFrom('section_eligibility')
    .innerJoin('org_heir', 'org_heir.unit_id', 'section_eligibility.value')
    .innerJoin('org_unit', 'org_unit.id', 'org_heir.heir_id')
    .select((inner) =>
      packed(inner, ['value', 'org_unit.path', 'since', 'org_unit.name', 'org_unit.valid_to']).as('heirs'),
    )
    .whereRef('section_eligibility.section_id', '=', 'section.id')
    .as('heirs');
}

/** For `deskRows`; read with `rulesIn`. */
export function eligibilityOf(eb: OfSection) {
  return eb
    .selectFrom('section_eligibility')
    .leftJoin('org_unit', 'org_unit.id', 'section_eligibility.value')
    .select((inner) =>
      packed(inner, ['section_eligibility.kind', 'value', 'label', 'org_unit.path']).as('rules'),
    )
    .whereRef('section_eligibility.section_id', '=', 'section.id')
    .as('eligibility');
}

/** For `deskRows`; read with `limitsIn`. */
export function limitRows(eb: OfSection) {
  return eb
    .selectFrom('term_limit')
    .select((inner) => packed(inner, ['term_limit.school', 'most']).as('limits'))
    .whereRef('term_limit.term_id', '=', 'section.term_id')
    .as('limits');
}

/** The courses that must be finished first and are not, in any version and any year. */
function missingOf(eb: OfSection, personId: string) {
  return eb
    .selectFrom('course_prerequisite')
    .innerJoin('course', 'course.id', 'course_prerequisite.required_course_id')
    .leftJoin('completion', (join) =>
      join
        .onRef('completion.course_id', '=', 'course_prerequisite.required_course_id')
        .on('completion.person_id', '=', personId),
    )
    .select((inner) => packed(inner, ['course.code', 'course.title']).as('courses'))
    .whereRef('course_prerequisite.course_id', '=', 'section.course_id')
    .where('completion.id', 'is', null)
    .as('missing');
}

function lineOf(eb: OfSection, personId: string) {
  return eb
    .selectFrom('waitlist_entry')
    .select(({ fn }) => fn.countAll<number>().as('entries'))
    .whereRef('waitlist_entry.section_id', '=', 'section.id')
    .where('waitlist_entry.person_id', '=', personId)
    .where('waitlist_entry.active', '=', 1)
    .as('waiting');
}

function basketOf(eb: OfSection, personId: string) {
  return eb
    .selectFrom('basket_item')
    .select(({ fn }) => fn.countAll<number>().as('items'))
    .whereRef('basket_item.section_id', '=', 'section.id')
    .where('basket_item.person_id', '=', personId)
    .as('inBasket');
}

type FactRow = Awaited<ReturnType<typeof factRows>>['rows'][number];

function asked(row: FactRow, day: string) {
  const section = atDesk(row);
  return {
    section,
    waiting: Number(row.waiting) > 0,
    inBasket: Number(row.inBasket) > 0,
    facts: {
      sectionId: section.id,
      courseId: section.courseId,
      termId: section.termId,
      school: section.school,
      title: section.title,
      audience: positionsIn(row.positions),
      eligibility: rulesIn(row, day),
      missingPrerequisites: unpacked(row.missing).map(([code = '', title = '']) => ({ code, title })),
      meetings: meetingsIn(row.meetings, section),
      limits: limitsIn(row.limits),
    },
  };
}

/** The positions that a section is meant for. */
export function positionsIn(packedRows: string | null): Position[] {
  return unpacked(packedRows).map(([position]) => position as Position);
}

/** Its rules about communities and ages; a community goes on, and is called, as whatever has taken its place by the day. */
export function rulesIn(
  { eligibility, heirs }: { eligibility: string | null; heirs: string | null },
  day: string,
): EligibilityRule[] {
  const later = unpacked(heirs).filter(([, , since = '']) => since <= day);
  return unpacked(eligibility)
    .map(ruleOf)
    .flatMap((rule) => {
      const own = later.filter(([of]) => rule.kind === 'community' && of === rule.value);
      // What ended is called as what stands for it now.
      const stands = ([, , , name, to = '']: string[]) => (to === '' || to >= day ? name : undefined);
      const label = own.map(stands).find((name) => name) ?? rule.label;
      const heirsOf = own.map((heir) => ({ ...rule, path: heir[1] ?? '', label: stands(heir) ?? label }));
      return [{ ...rule, label }, ...heirsOf];
    });
}

function ruleOf([kind, value = '', label = '', path = '']: string[]): EligibilityRule {
  return { kind: kind as EligibilityRule['kind'], value, label, path: path || null };
}

/** The limits of a section's term. */
export function limitsIn(packedRows: string | null): Limits {
  return limitsOf(unpacked(packedRows).map(([school = '', most]) => ({ school, most: Number(most) })));
}

import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import { type NamedSection, namedOf, namedSections } from '#app/features/timetable/named-sections.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type BasketCheck, checkBasket } from './basket.rules.ts';
import { basketIds } from './basket.server.ts';
import type { Limits } from './eligibility.rules.ts';
import { type DeskFacts, deskFacts } from './facts.server.ts';

/** A section in somebody's basket, with what they would get of it now. */
export interface BasketItem extends NamedSection {
  /** `周三晚上 7:00 起，共 6 次`. */
  when: string;
  capacity: number;
  taken: number;
  /** How many wait for a seat. */
  inLine: number;
  check: BasketCheck;
}

/** How many sections somebody may have in a term that their basket touches, and how many they have. */
export interface TermInBasket {
  termName: string;
  limits: Limits;
  has: number;
}

export interface Basket {
  items: BasketItem[];
  terms: TermInBasket[];
}

/**
 * Somebody's basket with every check made, in the order in which things were put in. Nothing is reserved by looking. Five statements,
 * up to four more where a section asks who somebody is.
 */
export async function basketOf(db: Db, { personId, now }: { personId: string; now: Date }): Promise<Basket> {
  const sectionIds = await basketIds(db, personId);
  if (sectionIds.length === 0) return { items: [], terms: [] };
  const hasRules = (await rulesIfAny(db, dayOf(now))) !== null;
  const [named, desk] = await Promise.all([
    namesOf(db, sectionIds),
    deskFacts(db, { personId, sectionIds, hasRules, now }),
  ]);
  const items = sectionIds.flatMap((id) => {
    const [names, facts] = [named.get(id), desk.get(id)];
    return names && facts ? [{ names, facts }] : [];
  });
  const checks = checkBasket(items.map(({ facts }) => askedOf(facts)));
  const terms = new Map(
    items.map(({ names: { named }, facts: { section, facts } }) => [
      section.termId,
      { termName: named.termName, limits: facts.limits, has: facts.takenSections.length },
    ]),
  );
  return {
    terms: [...terms.values()],
    items: items.map(({ names, facts: { section, facts } }, index) => ({
      ...names.named,
      inLine: names.inLine,
      when: whenWords(spanOf(facts.meetings), section.endsOn),
      capacity: section.capacity,
      taken: section.taken,
      check: checks[index] ?? { state: 'can' },
    })),
  };
}

/** What the checks of a basket want to know of one of its sections. */
export function askedOf({ facts, waiting, section }: DeskFacts) {
  return { facts, waiting, isFull: section.taken >= section.capacity };
}

function spanOf(meetings: readonly { startsAt: string }[]) {
  return { count: meetings.length, starts: meetings.map(({ startsAt }) => startsAt) };
}

async function namesOf(db: Db, sectionIds: readonly string[]) {
  const rows = await namedSections(db)
    .select(({ selectFrom }) =>
      selectFrom('waitlist_entry')
        .select(({ fn }) => fn.countAll<number>().as('entries'))
        .whereRef('waitlist_entry.section_id', '=', 'section.id')
        .where('waitlist_entry.active', '=', 1)
        .as('inLine'),
    )
    .where('section.id', 'in', sectionIds)
    .execute();
  return new Map(rows.map((row) => [row.id, { named: namedOf(row), inLine: Number(row.inLine) }]));
}

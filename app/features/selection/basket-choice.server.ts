import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { basketIds, leaveBasket } from './basket.server.ts';
import { refusalOf, type SelectionFacts, withTaken } from './eligibility.rules.ts';
import { type PlaceOutcome, place, refusalAtDesk } from './enrolment.server.ts';
import { type DeskFacts, deskFacts } from './facts.server.ts';
import { onBehalfOf } from './on-behalf.server.ts';
import { onceMore } from './once-more.server.ts';
import type { Placing } from './places.server.ts';
import { lockLearnerIn, lockSections } from './seats.server.ts';

export interface BasketChoice extends Placing {
  /** The sections that are wanted; those that are not in the basket are left out. */
  sectionIds: readonly string[];
  /** Of these a place in line is wanted when no seat is free. */
  waitlistIds: readonly string[];
}

/** What came of one section of a basket. */
export interface BasketResult {
  sectionId: string;
  /** Of the section, as it was decided. */
  title: string;
  termId: string;
  result: PlaceOutcome;
}

/**
 * Takes the wanted sections of a basket in one transaction: the learner is locked, then the sections in ascending id; each is decided in
 * the order of the basket against what the person has and has just got. A refusal of one leaves the others alone. What was got leaves
 * the basket, what was refused stays.
 */
export async function chooseBasket(db: Db, choice: BasketChoice): Promise<BasketResult[]> {
  const hasRules = (await rulesIfAny(db, dayOf(choice.now))) !== null;
  return onceMore(db, async (trx) => {
    const wanted = await wantedOf(trx, choice, hasRules);
    const results: BasketResult[] = [];
    const got: SelectionFacts[] = [];
    for (const desk of wanted) {
      const result = await decide(trx, { desk, got, choice });
      if (result.outcome === 'enrolled') got.push(desk.facts);
      if (result.outcome !== 'refused')
        await leaveBasket(trx, { personId: choice.personId, sectionId: desk.section.id });
      const { id: sectionId, title, termId } = desk.section;
      results.push({ sectionId, title, termId, result });
    }
    if (results.some(({ result }) => result.outcome !== 'refused')) await noteBasket(trx, choice, results);
    return results;
  });
}

/** What is wanted, in the order of the basket, with everything locked that it may change. */
async function wantedOf(trx: Trx, choice: BasketChoice, hasRules: boolean): Promise<DeskFacts[]> {
  const { personId, now } = choice;
  const asked = new Set([...choice.sectionIds, ...choice.waitlistIds]);
  const termIds = await termsOfBasket(trx, personId);
  await lockLearnerIn(trx, personId, termIds);
  const sectionIds = (await basketIds(trx, personId)).filter((id) => asked.has(id));
  const desks = await deskFacts(trx, { personId, sectionIds, hasRules, now });
  const wanted = sectionIds.flatMap((id) => desks.get(id) ?? []);
  const possible = wanted.filter((desk) => refusalAtDesk(desk) === null);
  await lockSections(
    trx,
    possible.map(({ section }) => section.id),
  );
  return wanted;
}

async function termsOfBasket(trx: Trx, personId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('basket_item')
    .innerJoin('section', 'section.id', 'basket_item.section_id')
    .select('section.term_id')
    .distinct()
    .where('basket_item.person_id', '=', personId)
    .execute();
  return rows.map(({ term_id }) => term_id);
}

async function decide(
  trx: Trx,
  { desk, got, choice }: { desk: DeskFacts; got: readonly SelectionFacts[]; choice: BasketChoice },
): Promise<PlaceOutcome> {
  const { actor, personId, now, waitlistIds } = choice;
  const refusal = refusalAtDesk(desk) ?? refusalOf(got.reduce(withTaken, desk.facts));
  if (refusal) return { outcome: 'refused', refusal };
  return place(trx, desk.section, {
    actor,
    personId,
    now,
    waitlist: waitlistIds.includes(desk.section.id),
  });
}

async function noteBasket(
  trx: Trx,
  { actor, personId, now }: Placing,
  results: readonly BasketResult[],
): Promise<void> {
  await writeJournal(trx, {
    actor,
    action: 'basket.chosen',
    subjectType: 'person',
    subjectId: personId,
    detail: {
      sections: results.map(({ sectionId, result }) => ({
        sectionId,
        outcome: result.outcome,
        ...(result.outcome === 'refused' ? { reason: result.refusal.reason } : {}),
      })),
    },
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
}

import type { Db } from '#db/database.ts';
import { type Refusal, refusalOf, type SelectionFacts, withoutTaken } from './eligibility.rules.ts';
import { deskFacts, selectionFacts } from './facts.server.ts';
import { mayLeave } from './leaving.server.ts';
import { ownSections } from './own-facts.server.ts';
import { sectionTitle } from './reading.server.ts';

/** What somebody can do after a refusal. */
export interface WaysOut {
  title: string;
  courseCode: string;
  /** Of their own sections those whose dropping makes room for the wanted one, and that may be dropped. */
  swaps: { sectionId: string; title: string }[];
}

const canBeSwapped: readonly Refusal['reason'][] = ['already', 'clash', 'term-limit', 'category-limit'];
const MOST_SWAPS = 12;

interface Refused {
  personId: string;
  sectionId: string;
  refusal: Refusal;
  now: Date;
}

/** The section that was refused by name, and which own section could be given up for it; null when there is no such section. */
export async function waysOut(db: Db, refused: Refused): Promise<WaysOut | null> {
  const section = await sectionTitle(db, refused.sectionId);
  if (!section) return null;
  const swaps = canBeSwapped.includes(refused.refusal.reason) ? await swapsFor(db, refused) : [];
  return { ...section, swaps };
}

async function swapsFor(db: Db, { personId, sectionId, now }: Refused): Promise<WaysOut['swaps']> {
  // Neither window nor rules were what stood against it.
  const desk = await selectionFacts(db, { personId, sectionId, hasRules: true, now });
  if (!desk) return [];
  const facts: SelectionFacts = { ...desk.facts, window: { open: true } };
  const wouldDo = facts.takenSections.filter(
    (taken) => taken.sectionId !== sectionId && refusalOf(withoutTaken(facts, taken.sectionId)) === null,
  );
  if (wouldDo.length === 0) return [];
  const termIds = [desk.section.termId];
  const own = new Map((await ownSections(db, { personId, termIds })).map((each) => [each.sectionId, each]));
  const sectionIds = wouldDo.map((taken) => taken.sectionId).slice(0, MOST_SWAPS);
  const desks = await deskFacts(db, { personId, sectionIds, hasRules: true, now });
  return wouldDo.flatMap(({ sectionId: id, title }) => {
    const other = desks.get(id);
    return other && mayLeave(other.section, now) && !own.get(id)?.completed ? [{ sectionId: id, title }] : [];
  });
}

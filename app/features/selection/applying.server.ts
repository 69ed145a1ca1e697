import { writeJournal } from '#app/features/journal/journal.server.ts';
import { saveApplication, type Wish, withdrawApplication } from '#app/features/rounds/applications.server.ts';
import { applyingRound, type Round } from '#app/features/rounds/reading.server.ts';
import { sectionsOfRound } from '#app/features/rounds/round-sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Refusal, refusalOf } from './eligibility.rules.ts';
import { factsOfMany } from './many-facts.server.ts';
import { onBehalfOf, tellOfHelp } from './on-behalf.server.ts';
import { onceMore } from './once-more.server.ts';
import { sectionFacts } from './section-facts.server.ts';

export interface Applying extends Wish {
  actor: Actor;
  /** For whom: the actor themselves, or somebody for whom they may act. */
  personId: string;
  now: Date;
}

export type ApplyOutcome =
  | { outcome: 'applied'; ticket: string; changed: boolean }
  | { outcome: 'refused'; reason: 'ineligible'; refusals: { sectionId: string; refusal: Refusal }[] }
  /** `choices`: none, too many, one twice, or one that is not in the round. `places`: more than the round gives. */
  | { outcome: 'refused'; reason: 'closed' | 'choices' | 'places' };

/**
 * Applies in the round whose time for applications is now, or changes what was applied for. Sections are wishes: they may clash
 * with each other, since only what fits together is given. What clashes with a class they have, or is not meant for them, is
 * refused with the reason. Who acts is written down and is no part of the draw.
 */
export async function apply(db: Db, applying: Applying): Promise<ApplyOutcome> {
  const round = await applyingRound(db, applying.now);
  if (!round) return { outcome: 'refused', reason: 'closed' };
  const misfit = misfitOf(round, applying);
  if (misfit) return { outcome: 'refused', reason: misfit };
  return onceMore(db, (trx) => decide(trx, round, applying));
}

function misfitOf(round: Round, { choices, mostPlaces }: Wish): 'choices' | 'places' | null {
  const once = new Set(choices).size === choices.length;
  if (choices.length < 1 || choices.length > round.mostChoices || !once) return 'choices';
  return mostPlaces >= 1 && mostPlaces <= round.mostPlaces ? null : 'places';
}

async function decide(trx: Trx, round: Round, applying: Applying): Promise<ApplyOutcome> {
  const { actor, personId, choices, mostPlaces, waitlist, now } = applying;
  const inRound = new Set((await sectionsOfRound(trx, round.id)).map(({ id }) => id));
  if (choices.some((id) => !inRound.has(id))) return { outcome: 'refused', reason: 'choices' };
  const refusals = await refusalsOf(trx, round, applying);
  if (refusals.length > 0) return { outcome: 'refused', reason: 'ineligible', refusals };
  const actedBy = actor.personId === personId ? null : actor.personId;
  const saved = await saveApplication(trx, {
    roundId: round.id,
    personId,
    choices,
    mostPlaces,
    waitlist,
    actedBy,
    now,
  });
  if (!saved.ok) return { outcome: 'refused', reason: saved.reason };
  await note(trx, saved.changed ? 'application.changed' : 'application.made', {
    ...applying,
    applicationId: saved.applicationId,
    detail: { roundId: round.id, choices, mostPlaces, waitlist },
  });
  await tellOfHelp(trx, {
    actor,
    personId,
    did: `报了${round.termName}的${round.name}`,
    next: `票号 ${saved.ticket}，请记下。志愿在“预选报名”页上，报名截止以前可以改，也可以撤回。`,
    link: '/me/application',
    now,
  });
  return { outcome: 'applied', ticket: saved.ticket, changed: saved.changed };
}

async function refusalsOf(trx: Trx, round: Round, { personId, choices, now }: Applying) {
  const sections = await sectionFacts(trx, choices, now);
  const facts = await factsOfMany(trx, { personIds: [personId], termId: round.termId, sections, now });
  return choices.flatMap((sectionId) => {
    const section = sections.get(sectionId);
    const refusal = section ? refusalOf(facts.of(personId, section)) : null;
    return refusal ? [{ sectionId, refusal }] : [];
  });
}

interface Noting extends Pick<Applying, 'actor' | 'personId' | 'now'> {
  applicationId: string;
  detail: Record<string, unknown>;
}

async function note(trx: Trx, action: string, { actor, personId, applicationId, detail, now }: Noting) {
  await writeJournal(trx, {
    actor,
    action,
    subjectType: 'application',
    subjectId: applicationId,
    onBehalfOf: onBehalfOf(actor, personId),
    detail,
    now,
  });
}

export type WithdrawnApplication =
  | { outcome: 'withdrawn' }
  | { outcome: 'refused'; reason: 'closed' | 'none' };

/** Takes an application back while applications are taken. */
export async function takeBackApplication(
  db: Db,
  { actor, personId, now }: Pick<Applying, 'actor' | 'personId' | 'now'>,
): Promise<WithdrawnApplication> {
  const round = await applyingRound(db, now);
  if (!round) return { outcome: 'refused', reason: 'closed' };
  return inTransaction(db, async (trx) => {
    const taken = await withdrawApplication(trx, { roundId: round.id, personId });
    if (!taken.ok) return { outcome: 'refused', reason: taken.reason };
    await note(trx, 'application.withdrawn', {
      actor,
      personId,
      now,
      applicationId: taken.applicationId,
      detail: { roundId: round.id },
    });
    await tellOfHelp(trx, {
      actor,
      personId,
      did: `撤回了${round.termName}的${round.name}报名`,
      next: '这次不参加摇号。报名截止以前可以再报，票号不变。',
      link: '/me/application',
      now,
    });
    return { outcome: 'withdrawn' };
  });
}

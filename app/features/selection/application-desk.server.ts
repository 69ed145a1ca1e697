import { type Application, applicationIn, lastApplied } from '#app/features/rounds/applications.server.ts';
import { applyingNow } from '#app/features/rounds/applying-now.server.ts';
import { lotsOf } from '#app/features/rounds/lots.server.ts';
import { type Round, roundById } from '#app/features/rounds/reading.server.ts';
import { type OwnResult, resultsOf } from '#app/features/rounds/results.server.ts';
import { type RoundSection, sectionsOfRound } from '#app/features/rounds/round-sections.server.ts';
import { type RoundState, roundStateOf } from '#app/features/rounds/steps.rules.ts';
import { overlaps } from '#app/features/timetable/clashes.rules.ts';
import type { Db } from '#db/database.ts';
import { type Refusal, refusalOf } from './eligibility.rules.ts';
import { factsOfMany } from './many-facts.server.ts';
import { type SectionFacts, sectionFacts } from './section-facts.server.ts';

/** A section that can be asked for in the round, and why this person cannot have it, if so. */
export interface OfferedChoice extends RoundSection {
  refusal: Refusal | null;
}

/** What somebody asked for and what came of it, in their order. */
export interface OwnChoice {
  section: RoundSection;
  dropped: string | null;
  result: OwnResult | null;
}

export interface ApplicationDesk {
  round: (Round & { state: RoundState }) | null;
  /** Only while applications are taken. */
  offered: OfferedChoice[];
  /** Section id → sections of the round that meet at the same time or are of the same course. */
  conflicts: Map<string, Set<string>>;
  application: Application | null;
  choices: OwnChoice[];
  lots: number;
}

/**
 * Everything about somebody's application: in the round that is `asked` for, if they applied in it, else in the one that is on now, else
 * in the last one in which they applied. Some of it looks the same to everybody and is kept for half a minute.
 */
export async function applicationDesk(
  db: Db,
  { personId, asked = null, now }: { personId: string; asked?: string | null; now: Date },
): Promise<ApplicationDesk> {
  const own = asked ? await ownRound(db, personId, asked) : null;
  const round = own ?? (await applyingNow(db, now)) ?? (await lastRound(db, personId));
  if (!round)
    return { round: null, offered: [], conflicts: new Map(), application: null, choices: [], lots: 1 };
  const state = roundStateOf(round.steps, round, now);
  const application = await applicationIn(db, { roundId: round.id, personId });
  const offer = await offerOf(db, round, now);
  const results = application ? await resultsIfDrawn(db, application.id, state) : new Map();
  const applying = state === 'applying';
  return {
    round: { ...round, state },
    offered: applying ? await refusedTo(db, { personId, round, offer, now }) : [],
    conflicts: offer.conflicts,
    application,
    choices: (application?.choices ?? []).flatMap((id) => {
      const section = offer.sections.find((each) => each.id === id);
      return section
        ? [{ section, dropped: application?.dropped.get(id) ?? null, result: results.get(id) ?? null }]
        : [];
    }),
    lots: application?.lots ?? (applying ? await ownLots(db, personId, round) : 1),
  };
}

async function ownRound(db: Db, personId: string, roundId: string): Promise<Round | null> {
  return (await applicationIn(db, { roundId, personId })) ? roundById(db, roundId) : null;
}

async function lastRound(db: Db, personId: string): Promise<Round | null> {
  const roundId = await lastApplied(db, personId);
  return roundId ? roundById(db, roundId) : null;
}

async function resultsIfDrawn(
  db: Db,
  applicationId: string,
  state: RoundState,
): Promise<Map<string, OwnResult>> {
  return state === 'drawn' || state === 'admitted' ? resultsOf(db, applicationId) : new Map();
}

async function ownLots(db: Db, personId: string, round: Round): Promise<number> {
  return (await lotsOf(db, { personIds: [personId], round })).get(personId) ?? 1;
}

interface Offer {
  sections: RoundSection[];
  facts: Map<string, SectionFacts>;
  conflicts: Map<string, Set<string>>;
}

const MEMO_MS = 30_000;
const kept = new WeakMap<Db, { roundId: string; at: number; offer: Offer }>();

/** The same for everybody who applies; choices are looked at anew when they are sent. */
async function offerOf(db: Db, round: Round, now: Date): Promise<Offer> {
  const known = kept.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && known.roundId === round.id && age >= 0 && age < MEMO_MS) return known.offer;
  const sections = await sectionsOfRound(db, round.id);
  const facts = await sectionFacts(
    db,
    sections.map(({ id }) => id),
    now,
  );
  const offer = { sections, facts, conflicts: conflictsAmong([...facts.values()]) };
  kept.set(db, { roundId: round.id, at: now.getTime(), offer });
  return offer;
}

function conflictsAmong(sections: readonly SectionFacts[]): Map<string, Set<string>> {
  return new Map(
    sections.map((one) => [
      one.sectionId,
      new Set(
        sections
          .filter(
            (other) =>
              other.sectionId !== one.sectionId &&
              (other.courseId === one.courseId ||
                one.meetings.some((a) => other.meetings.some((b) => overlaps(a, b)))),
          )
          .map(({ sectionId }) => sectionId),
      ),
    ]),
  );
}

async function refusedTo(
  db: Db,
  { personId, round, offer, now }: { personId: string; round: Round; offer: Offer; now: Date },
): Promise<OfferedChoice[]> {
  const facts = await factsOfMany(db, {
    personIds: [personId],
    termId: round.termId,
    sections: offer.facts,
    now,
  });
  return offer.sections.map((section) => {
    const own = offer.facts.get(section.id);
    return { ...section, refusal: own ? refusalOf(facts.of(personId, own)) : null };
  });
}

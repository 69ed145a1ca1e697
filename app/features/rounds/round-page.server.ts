import type { Db } from '#db/database.ts';
import { revealedSeed } from './publication.server.ts';
import { groupsOf } from './quotas.rules.ts';
import { quotasOf, roundById, type StepDetails, stepDetails } from './reading.server.ts';
import { countsOf } from './round-counts.server.ts';
import { sectionsOfRound } from './round-sections.server.ts';
import { roundStateOf } from './steps.rules.ts';

export type RoundPage = NonNullable<Awaited<ReturnType<typeof roundPage>>>;

/**
 * A round as everybody may see it: time, sections, how many want them, rules, and the hashes and the seed as far as they are due.
 * Null when there is none, or none that is published (`evenPrepared` for those who prepare it).
 */
export async function roundPage(
  db: Db,
  { roundId, now, evenPrepared = false }: { roundId: string; now: Date; evenPrepared?: boolean },
) {
  const round = await roundById(db, roundId);
  if (!round) return null;
  const state = roundStateOf(round.steps, round, now);
  if (state === 'preparing' && !evenPrepared) return null;
  const details = await stepDetails(db, roundId);
  const counts = await countsOf(db, round, { fixed: details.frozen, now });
  const sections = await sectionsOfRound(db, roundId);
  const quotas = await quotasOf(db, roundId);
  return {
    ...round,
    state,
    applicants: counts.applicants,
    sections: sections.map((section) => ({
      ...section,
      count: counts.bySection.get(section.id) ?? { applicants: 0, first: 0 },
    })),
    quotas: quotas.map((quota) => ({
      ...quota,
      section: sections.find(({ id }) => id === quota.sectionId)?.title ?? null,
    })),
    groups: groupsOf(quotas).map(({ code, label }) => ({ code, label })),
    ...proofsOf(details),
    seed: await revealedSeed(db, round),
  };
}

/** What stands in public so far. */
function proofsOf({ frozen, drawn, admitted }: StepDetails) {
  return {
    seats: Object.fromEntries((frozen?.sections ?? []).map(({ id, seats }) => [id, seats])),
    inputsHash: frozen?.inputsHash ?? null,
    dropped: frozen?.dropped ?? null,
    drawn,
    admitted,
  };
}

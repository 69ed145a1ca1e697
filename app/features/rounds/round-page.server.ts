import type { Db } from '#db/database.ts';
import type { AdmittedDetail, DrawnDetail } from './frozen-detail.ts';
import { revealedSeed } from './publication.server.ts';
import { groupsOf } from './quotas.rules.ts';
import { frozenDetail, quotasOf, type Round, roundById, stepDetail } from './reading.server.ts';
import { countsOf } from './round-counts.server.ts';
import { sectionsOfRound } from './round-sections.server.ts';
import { type RoundState, roundStateOf } from './steps.rules.ts';

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
  const counts = await countsOf(db, round, now);
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
    ...(await proofsOf(db, round, state)),
  };
}

/** What stands in public so far. The seed after the draw only. */
async function proofsOf(db: Db, round: Round, state: RoundState) {
  const isFixed = ['frozen', 'drawn', 'admitted'].includes(state);
  const isDrawn = ['drawn', 'admitted'].includes(state);
  const fixed = isFixed ? await frozenDetail(db, round.id) : null;
  const drawn = isDrawn ? await stepDetail<DrawnDetail>(db, round.id, 'drawn') : null;
  const admitted = state === 'admitted' ? await stepDetail<AdmittedDetail>(db, round.id, 'admitted') : null;
  return {
    seats: Object.fromEntries((fixed?.sections ?? []).map(({ id, seats }) => [id, seats])),
    inputsHash: fixed?.inputsHash ?? null,
    dropped: fixed?.dropped ?? null,
    drawn,
    admitted,
    seed: isDrawn ? await revealedSeed(db, round) : null,
  };
}

import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { clashingPairs } from './clashing-pairs.rules.ts';
import { markApplicants, markDropped } from './fixed-marks.server.ts';
import type { FrozenDetail, FrozenSection } from './frozen-detail.ts';
import { inputsOf } from './inputs.server.ts';
import { inputsHashOf } from './lottery-check.rules.ts';
import { groupsOf, reservedSeats } from './quotas.rules.ts';
import { quotasOf, type Round } from './reading.server.ts';
import { meetingsOfRound, sectionsOfRound } from './round-sections.server.ts';
import { journal, takeStep } from './rounds.server.ts';

const AT_ONCE = 500;

/** A choice that does not hold any more when applications are fixed, and why. */
export interface DroppedChoice {
  applicationId: string;
  sectionId: string;
  reason: string;
}

/** The next applications of a round after an id, with their choices: for looking at all of them, some at a time. */
export async function nextApplications(
  db: Db,
  { roundId, after }: { roundId: string; after: string },
): Promise<{ id: string; personId: string; sectionIds: string[] }[]> {
  const rows = await db
    .selectFrom('application')
    .select(['id', 'person_id'])
    .where('round_id', '=', roundId)
    .where('active', '=', 1)
    .where('id', '>', after)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  if (rows.length === 0) return [];
  const choices = await db
    .selectFrom('application_choice')
    .select(['application_id', 'section_id'])
    .where(
      'application_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const chosen = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  for (const { application_id, section_id } of choices) chosen.get(application_id)?.push(section_id);
  return rows.map(({ id, person_id }) => ({ id, personId: person_id, sectionIds: chosen.get(id) ?? [] }));
}

export interface Freezing {
  round: Round;
  actor: Actor;
  /** Section id → how many seats the draw may give. */
  seats: ReadonlyMap<string, number>;
  dropped: readonly DroppedChoice[];
  now: Date;
}

/**
 * Fixes the applications of a round: what fell out, everybody's lots, and community and age as they are now where a quota needs
 * them. Writes the hash of all this down. The caller holds the round's lock and has found the choices that do not hold.
 */
export async function freezeApplications(trx: Trx, freezing: Freezing): Promise<FrozenDetail> {
  const { round, actor, dropped, now } = freezing;
  await markDropped(trx, dropped);
  await markApplicants(trx, round, now);
  const fixed = await fixedSections(trx, freezing);
  const { inputs } = await inputsOf(trx, { roundId: round.id, mostPlaces: round.mostPlaces, fixed });
  const chosen = inputs.applicants.flatMap(({ choices }) => choices);
  const detail: FrozenDetail = {
    ...fixed,
    sections: counted(fixed.sections, inputs.applicants),
    inputsHash: inputsHashOf(inputs),
    applicants: inputs.applicants.length,
    choices: chosen.length,
    dropped: dropped.length,
  };
  await takeStep(trx, { roundId: round.id, kind: 'frozen', actor, detail, now });
  const { inputsHash, applicants, choices } = detail;
  await journal(trx, {
    actor,
    action: 'round.frozen',
    roundId: round.id,
    detail: { inputsHash, applicants, choices, dropped: dropped.length },
    now,
  });
  return detail;
}

async function fixedSections(trx: Trx, { round, seats }: Freezing) {
  const quotas = await quotasOf(trx, round.id);
  const groups = groupsOf(quotas);
  const sections: FrozenSection[] = (await sectionsOfRound(trx, round.id)).map((section) => {
    const free = seats.get(section.id) ?? 0;
    return {
      id: section.id,
      code: section.code,
      course: section.courseCode,
      seats: free,
      reserved: reservedSeats(quotas, groups, { sectionId: section.id, seats: free }),
      applicants: 0,
      first: 0,
    };
  });
  const used = new Set(sections.flatMap(({ reserved }) => reserved.map(({ group }) => group)));
  return {
    sections,
    groups: groups.filter(({ code }) => used.has(code)),
    clashes: clashingPairs(await meetingsOfRound(trx, round.id)),
  };
}

function counted(
  sections: readonly FrozenSection[],
  applicants: readonly { choices: string[] }[],
): FrozenSection[] {
  const all = new Map<string, number>();
  const first = new Map<string, number>();
  const add = (to: Map<string, number>, code: string) => to.set(code, (to.get(code) ?? 0) + 1);
  for (const { choices } of applicants) {
    for (const code of choices) add(all, code);
    if (choices[0]) add(first, choices[0]);
  }
  return sections.map((each) => ({
    ...each,
    applicants: all.get(each.code) ?? 0,
    first: first.get(each.code) ?? 0,
  }));
}

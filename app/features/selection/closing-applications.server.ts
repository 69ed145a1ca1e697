import { tellMany } from '#app/features/notices/notices.server.ts';
import {
  type DroppedChoice,
  freezeApplications,
  nextApplications,
} from '#app/features/rounds/freezing.server.ts';
import type { FrozenDetail } from '#app/features/rounds/frozen-detail.ts';
import { roundById } from '#app/features/rounds/reading.server.ts';
import { sectionsOfRound } from '#app/features/rounds/round-sections.server.ts';
import { lockRound } from '#app/features/rounds/rounds.server.ts';
import { roundStateOf } from '#app/features/rounds/steps.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { refusalOf } from './eligibility.rules.ts';
import { factsOfMany } from './many-facts.server.ts';
import { seatsOf } from './reading.server.ts';
import { lockSections } from './seats.server.ts';
import { type SectionFacts, sectionFacts } from './section-facts.server.ts';

export type RoundFrozen =
  | { ok: true; detail: FrozenDetail }
  /** `not-yet`: not published, or applications are still taken. */
  | { ok: false; reason: 'not-found' | 'not-yet' | 'already' };

/**
 * Fixes the applications of a round after its time is over: once, whoever else tries meanwhile waits and finds it done. Every choice
 * is looked at again, as if it were selected now; those that do not hold any more fall out, and their people are told.
 */
export async function freezeRound(
  db: Db,
  { actor, roundId, now }: { actor: Actor; roundId: string; now: Date },
): Promise<RoundFrozen> {
  return inTransaction(db, async (trx) => {
    await lockRound(trx, roundId);
    const round = await roundById(trx, roundId);
    if (!round) return { ok: false, reason: 'not-found' };
    if (round.steps.some(({ kind }) => kind === 'frozen')) return { ok: false, reason: 'already' };
    if (round.closesAt === null || roundStateOf(round.steps, round, now) !== 'closed')
      return { ok: false, reason: 'not-yet' };
    const chosen = await sectionsOfRound(trx, roundId);
    // Else somebody could change the number of seats between reading them here and promising them.
    await lockSections(
      trx,
      chosen.map(({ id }) => id),
    );
    const sections = await sectionFacts(
      trx,
      chosen.map(({ id }) => id),
      now,
    );
    const dropped = await choicesThatFall(trx, { roundId, termId: round.termId, sections, now });
    const seats = await seatsToDraw(trx, chosen, sections);
    const detail = await freezeApplications(trx, { round, actor, seats, dropped, now });
    await tellOfDropped(trx, dropped, now);
    return { ok: true, detail };
  });
}

type Fallen = DroppedChoice & { personId: string };

async function choicesThatFall(
  trx: Trx,
  {
    roundId,
    termId,
    sections,
    now,
  }: { roundId: string; termId: string; sections: ReadonlyMap<string, SectionFacts>; now: Date },
): Promise<Fallen[]> {
  const fallen: Fallen[] = [];
  for (let after = ''; ; ) {
    const some = await nextApplications(trx, { roundId, after });
    if (some.length === 0) return fallen;
    after = some.at(-1)?.id ?? '';
    const personIds = some.map(({ personId }) => personId);
    const facts = await factsOfMany(trx, { personIds, termId, sections, now });
    for (const { id, personId, sectionIds } of some)
      for (const sectionId of sectionIds) {
        const section = sections.get(sectionId);
        const refusal = section
          ? refusalOf(facts.of(personId, section))
          : ({ reason: 'closed', opensAt: null } as const);
        if (refusal) fallen.push({ applicationId: id, personId, sectionId, reason: refusal.reason });
      }
  }
}

/** What is free, or fewer where the round says so; nothing of a section that does not take place. */
async function seatsToDraw(
  trx: Trx,
  chosen: readonly { id: string; seats: number | null }[],
  sections: ReadonlyMap<string, SectionFacts>,
): Promise<Map<string, number>> {
  const counts = await seatsOf(
    trx,
    chosen.map(({ id }) => id),
  );
  return new Map(
    chosen.map(({ id, seats }) => {
      const { capacity, taken } = counts.get(id) ?? { capacity: 0, taken: 0 };
      const free = Math.max(0, capacity - taken);
      return [id, sections.get(id)?.window.open ? Math.min(seats ?? free, free) : 0];
    }),
  );
}

async function tellOfDropped(trx: Trx, fallen: readonly Fallen[], now: Date): Promise<void> {
  const people = new Map<string, number>();
  for (const { personId } of fallen) people.set(personId, (people.get(personId) ?? 0) + 1);
  await tellMany(
    trx,
    [...people].map(([personId, count]) => ({
      personId,
      kind: 'choice-dropped',
      title: `有 ${count} 个志愿不能参加摇号`,
      body: '报名截止时又核对了一遍，这些志愿现在不符合条件了。为什么，写在你的报名页上；其他志愿照常摇号。',
      link: '/me/application',
      now,
    })),
  );
}

import { tellMany } from '#app/features/notices/notices.server.ts';
import { type DrawnOutcome, drawnOutcomes } from '#app/features/rounds/drawn-outcomes.ts';
import type { AdmittedDetail } from '#app/features/rounds/frozen-detail.ts';
import type { Round } from '#app/features/rounds/reading.server.ts';
import { journal, lockRound, stepsOf, takeStep } from '#app/features/rounds/rounds.server.ts';
import {
  sectionsToSettle,
  settle,
  type Unsettled,
  unsettledLosers,
  unsettledWinners,
} from '#app/features/rounds/settling.server.ts';
import { setUndrawn } from '#app/features/timetable/section-entry.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Refusal, refusalOf } from './eligibility.rules.ts';
import { addEnrolments, lockLearners, takeSeats } from './enrolling-many.server.ts';
import { type SectionAtDesk, sectionAtDesk } from './facts.server.ts';
import { joinInOrder } from './lining-up.server.ts';
import { lotteryNotices } from './lottery-notices.rules.ts';
import { factsOfMany } from './many-facts.server.ts';
import { onceMore } from './once-more.server.ts';
import { refusalWords } from './refusal-words.rules.ts';
import { freeSeats, lockSection, offerFreeSeats } from './seats.server.ts';
import { sectionFacts } from './section-facts.server.ts';

/** People settled in one transaction: enough to be quick, few enough to let others in between. */
const AT_ONCE = 100;

export interface Admission {
  actor: Actor;
  round: Round;
  now: Date;
  /** Asked between batches; what is left is done another time. */
  stopped?: () => boolean;
}

/**
 * Enrols everybody whom the draw gave a seat, then lines up those who got nothing and asked for it, in the order of the draw, and
 * tells each. In batches, each a transaction that also notes what it settled: killed at any point, the next call goes on where this
 * one ended, and two at once do nothing twice. True when all is done.
 */
export async function admitRound(db: Db, admission: Admission): Promise<boolean> {
  const { round, stopped = () => false } = admission;
  for (const [outcome, work] of [
    ['admitted', enrolBatch],
    ['lost', lineUpBatch],
  ] as const) {
    const left = () => sectionsToSettle(db, { roundId: round.id, outcome });
    for (const sectionId of await left())
      while ((await onceMore(db, (trx) => work(trx, sectionId, admission))) > 0) if (stopped()) return false;
    // Somebody else is at it: nobody lines up before every winner has been looked at, and it is not done before all are settled.
    if ((await left()).length > 0) return false;
  }
  await finish(db, admission);
  return true;
}

/** Returns how many results it settled. */
async function enrolBatch(trx: Trx, sectionId: string, { actor, round, now }: Admission): Promise<number> {
  const section = await sectionAtDesk(trx, sectionId);
  if (!section) throw new Error(`Section ${sectionId} of a draw is gone.`);
  const winners = await lockedBatch(trx, section, () =>
    unsettledWinners(trx, { roundId: round.id, sectionId, limit: AT_ONCE }),
  );
  if (winners.length === 0) return 0;
  const refusals = await refusalsOf(trx, { section, people: winners, now });
  const parts = partsOf(winners, refusals, await freeSeats(trx, sectionId));
  if (!(await takeSeats(trx, sectionId, parts.admitted.length)))
    throw new Error(`Section ${sectionId} has fewer seats than were counted under its lock.`);
  await addEnrolments(trx, { actor, section, people: parts.admitted, now });
  const positions = await joinInOrder(trx, { actor, section, people: parts['no-seat'], now });
  for (const outcome of drawnOutcomes) {
    const applicationIds = parts[outcome].map(({ applicationId }) => applicationId);
    await settle(trx, { sectionId, applicationIds, outcome, now });
  }
  const say = lotteryNotices({ title: section.title, round, now });
  const why = (personId: string) => refusalWords(refusals.get(personId) as Refusal, section.title).what;
  await tellMany(trx, [
    ...parts.admitted.map(({ personId }) => say.admitted(personId)),
    ...parts.yielded.map(({ personId }) => say.yielded(personId, why(personId))),
    ...parts['called-off'].map(({ personId }) => say.calledOff(personId)),
    ...parts['no-seat'].map(({ personId }) => say.noSeat(personId, positions.get(personId) ?? 1)),
  ]);
  return winners.length;
}

/** What becomes of winners, in the order of the draw; of those who could enter, the first as many as there are seats do. */
function partsOf(
  winners: readonly Unsettled[],
  refusals: ReadonlyMap<string, Refusal>,
  free: number,
): Record<DrawnOutcome, Unsettled[]> {
  const reasonOf = ({ personId }: Unsettled) => refusals.get(personId)?.reason;
  const able = winners.filter((each) => reasonOf(each) === undefined);
  return {
    admitted: able.slice(0, free),
    'no-seat': able.slice(free),
    // Of a section as such, only that it does not take place: nothing that the winner could have done.
    'called-off': winners.filter((each) => reasonOf(each) === 'closed'),
    yielded: winners.filter((each) => ![undefined, 'closed'].includes(reasonOf(each))),
  };
}

/** Learners first, then the section, as everywhere; read again under the locks, since another worker may have settled them. */
async function lockedBatch<Person extends Unsettled>(
  trx: Trx,
  section: SectionAtDesk,
  read: () => Promise<Person[]>,
): Promise<Person[]> {
  const before = await read();
  if (before.length === 0) return [];
  const ids = before.map(({ personId }) => personId);
  await lockLearners(trx, ids, section.termId);
  await lockSection(trx, section.id);
  return (await read()).filter(({ personId }) => ids.includes(personId));
}

async function refusalsOf(
  trx: Trx,
  { section, people, now }: { section: SectionAtDesk; people: readonly Unsettled[]; now: Date },
): Promise<Map<string, Refusal>> {
  const sections = await sectionFacts(trx, [section.id], now);
  const own = sections.get(section.id);
  const personIds = people.map(({ personId }) => personId);
  const facts = await factsOfMany(trx, { personIds, termId: section.termId, sections, now });
  return new Map(
    personIds.flatMap((personId) => {
      const refusal = own ? refusalOf(facts.of(personId, own)) : null;
      return refusal ? [[personId, refusal] as const] : [];
    }),
  );
}

async function lineUpBatch(trx: Trx, sectionId: string, { actor, round, now }: Admission): Promise<number> {
  const section = await sectionAtDesk(trx, sectionId);
  if (!section) throw new Error(`Section ${sectionId} of a draw is gone.`);
  const losers = await lockedBatch(trx, section, () =>
    unsettledLosers(trx, { roundId: round.id, sectionId, limit: AT_ONCE }),
  );
  if (losers.length === 0) return 0;
  const refusals = await refusalsOf(trx, { section, people: losers, now });
  const joining = losers.filter(({ waitlist, personId }) => waitlist && !refusals.has(personId));
  const positions = await joinInOrder(trx, { actor, section, people: joining, now });
  await settle(trx, {
    sectionId,
    applicationIds: losers.map(({ applicationId }) => applicationId),
    outcome: 'lost',
    now,
  });
  const say = lotteryNotices({ title: section.title, round, now });
  await tellMany(
    trx,
    losers.map(({ personId, waitlist }) => {
      const position = positions.get(personId);
      if (position !== undefined) return say.waiting(personId, position);
      const refusal = waitlist ? refusals.get(personId) : undefined;
      return say.nothing(personId, refusal ? refusalWords(refusal, section.title).what : null);
    }),
  );
  return losers.length;
}

async function finish(db: Db, { actor, round, now }: Admission): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockRound(trx, round.id);
    if ((await stepsOf(trx, round.id)).has('admitted')) return;
    // Seats that nobody could take in the end go to those who have just lined up.
    const sectionIds = await sectionsInRound(trx, round.id);
    for (const sectionId of sectionIds) {
      await lockSection(trx, sectionId);
      await offerFreeSeats(trx, sectionId, now);
    }
    const detail = await tally(trx, round.id);
    await takeStep(trx, { roundId: round.id, kind: 'admitted', actor, detail, now });
    await setUndrawn(trx, { sectionIds, undrawn: false });
    await journal(trx, { actor, action: 'round.admitted', roundId: round.id, detail: { ...detail }, now });
  });
}

async function sectionsInRound(trx: Trx, roundId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('round_section')
    .select('section_id')
    .where('round_id', '=', roundId)
    .orderBy('section_id')
    .execute();
  return rows.map(({ section_id }) => section_id);
}

async function tally(trx: Trx, roundId: string): Promise<AdmittedDetail> {
  const rows = await trx
    .selectFrom('application')
    .innerJoin('application_result', 'application_result.application_id', 'application.id')
    .select(({ fn }) => ['outcome', fn.countAll<number>().as('n')])
    .where('round_id', '=', roundId)
    .where('outcome', 'in', drawnOutcomes)
    .groupBy('outcome')
    .execute();
  const of = (outcome: string) => Number(rows.find((row) => row.outcome === outcome)?.n ?? 0);
  const yielded = of('yielded') + of('called-off') + of('no-seat');
  const { n } = await trx
    .selectFrom('application')
    .innerJoin('waitlist_entry', (join) =>
      join
        .onRef('waitlist_entry.person_id', '=', 'application.person_id')
        .on('waitlist_entry.active', '=', 1),
    )
    .innerJoin('round_section', (join) =>
      join
        .onRef('round_section.section_id', '=', 'waitlist_entry.section_id')
        .onRef('round_section.round_id', '=', 'application.round_id'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('application.round_id', '=', roundId)
    .where('application.active', '=', 1)
    .executeTakeFirstOrThrow();
  return { enrolled: of('admitted'), yielded, waiting: Number(n) };
}

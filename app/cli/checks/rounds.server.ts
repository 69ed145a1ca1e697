import { drawnOutcomes } from '#app/features/rounds/drawn-outcomes.ts';
import { sha256 } from '#app/features/rounds/lottery.rules.ts';
import { promisedSeats } from '#app/features/rounds/promised-seats.server.ts';
import { frozenDetail } from '#app/features/rounds/reading.server.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { wronglyUndrawn } from './undrawn.server.ts';

/** A round's draw is what was published, gives no seat twice, and every seat that it gave was taken. */
export const roundChecks: readonly Check[] = [
  {
    name: 'every section has the seats that a draw has promised and not given yet',
    run: async (db) => breachOf(await overpromised(db)),
  },
  {
    name: 'the seed of every round is the one whose hash was published',
    run: async (db) => {
      const rows = await db
        .selectFrom('selection_round')
        .leftJoin('round_seed', 'round_seed.round_id', 'selection_round.id')
        .select(['selection_round.id', 'seed_hash', 'seed'])
        .execute();
      // Says which, never what: before the draw the seed is nobody's business.
      return breachOf(
        rows.filter((row) => sha256(row.seed ?? '') !== row.seed_hash).map(({ id }) => `round ${id}`),
      );
    },
  },
  {
    name: 'no draw gives more seats of a section than it had',
    run: async (db) => breachOf(await overdrawn(db)),
  },
  {
    name: 'nobody gets more places in a draw than they asked for',
    run: async (db) => {
      const rows = await db
        .selectFrom('application_result')
        .innerJoin('application', 'application.id', 'application_result.application_id')
        .select('application.id')
        .where('outcome', 'in', drawnOutcomes)
        .groupBy(['application.id', 'application.most_places'])
        .having((eb) => eb(eb.fn.countAll(), '>', eb.ref('application.most_places')))
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `application ${id}`));
    },
  },
  {
    name: 'whoever was enrolled by a draw has the enrolment, or gave it up',
    run: async (db) => {
      const rows = await db
        .selectFrom('application_result')
        .innerJoin('application', 'application.id', 'application_result.application_id')
        .leftJoin('enrolment', (join) =>
          join
            .onRef('enrolment.section_id', '=', 'application_result.section_id')
            .onRef('enrolment.person_id', '=', 'application.person_id'),
        )
        .select(['application.id', 'application_result.section_id'])
        .where('outcome', '=', 'admitted')
        .where('settled_at', 'is not', null)
        .where('enrolment.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, section_id }) => `application ${id}, section ${section_id}`));
    },
  },
  {
    name: 'lists know of every section whether it waits for a draw',
    run: async (db) => breachOf(await wronglyUndrawn(db)),
  },
  {
    name: 'a round takes its steps in order, and is done when all are settled',
    run: async (db) => {
      const rows = await db
        .selectFrom('selection_round')
        .leftJoin('round_step', 'round_step.round_id', 'selection_round.id')
        .select(['selection_round.id', 'kind'])
        .execute();
      const order = ['published', 'frozen', 'drawn', 'admitted'];
      const steps = new Map<string, number[]>();
      for (const { id, kind } of rows)
        steps.set(id, [...(steps.get(id) ?? []), ...(kind ? [order.indexOf(kind)] : [])]);
      const skipped = [...steps].filter(([, own]) => own.sort().some((step, at) => step !== at));
      return breachOf([...skipped.map(([id]) => `round ${id}`), ...(await unsettledAfterwards(db))]);
    },
  },
];

/** A section that was called off promises nothing any more: its winners are told so. */
async function overpromised(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('round_section')
    .innerJoin('round_step as frozen', (join) =>
      join.onRef('frozen.round_id', '=', 'round_section.round_id').on('frozen.kind', '=', 'frozen'),
    )
    .leftJoin('round_step as admitted', (join) =>
      join.onRef('admitted.round_id', '=', 'round_section.round_id').on('admitted.kind', '=', 'admitted'),
    )
    .leftJoin('section_closure', 'section_closure.section_id', 'round_section.section_id')
    .innerJoin('seat_count', 'seat_count.section_id', 'round_section.section_id')
    .select(['round_section.section_id', 'capacity', 'taken'])
    .where('admitted.round_id', 'is', null)
    .where('section_closure.section_id', 'is', null)
    .execute();
  const offenders: string[] = [];
  for (const { section_id, capacity, taken } of rows)
    if (capacity - taken < (await promisedSeats(db, section_id))) offenders.push(`section ${section_id}`);
  return offenders;
}

async function overdrawn(db: Db): Promise<string[]> {
  const rounds = await db.selectFrom('round_step').select('round_id').where('kind', '=', 'drawn').execute();
  const offenders: string[] = [];
  for (const { round_id } of rounds) {
    const fixed = await frozenDetail(db, round_id);
    const given = await db
      .selectFrom('application_result')
      .innerJoin('application', 'application.id', 'application_result.application_id')
      .select(({ fn }) => ['section_id', fn.countAll<number>().as('n')])
      .where('application.round_id', '=', round_id)
      .where('outcome', 'in', drawnOutcomes)
      .groupBy('section_id')
      .execute();
    for (const { section_id, n } of given) {
      const seats = fixed?.sections.find(({ id }) => id === section_id)?.seats ?? 0;
      if (Number(n) > seats) offenders.push(`section ${section_id}`);
    }
  }
  return offenders;
}

async function unsettledAfterwards(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('round_step')
    .innerJoin('application', 'application.round_id', 'round_step.round_id')
    .innerJoin('application_result', 'application_result.application_id', 'application.id')
    .select('application.id')
    .where('round_step.kind', '=', 'admitted')
    .where('settled_at', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ id }) => `application ${id}`);
}

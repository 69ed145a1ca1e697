import type { Db } from '#db/database.ts';
import type { FrozenDetail } from './frozen-detail.ts';
import type { Round } from './reading.server.ts';

/** How many have a section among their choices, and how many as their first. */
export interface SectionCount {
  applicants: number;
  first: number;
}

export interface RoundCounts {
  applicants: number;
  bySection: ReadonlyMap<string, SectionCount>;
}

const MEMO_MS = 30_000;
const kept = new WeakMap<Db, Map<string, { at: number; counts: RoundCounts }>>();

/**
 * How many have applied, in all and for each section. While applications come in: counted at most every thirty seconds, since that
 * reads all of them; afterwards as they were fixed; none before they can come.
 */
export async function countsOf(
  db: Db,
  round: Pick<Round, 'id' | 'steps'>,
  { fixed, now }: { fixed: FrozenDetail | null; now: Date },
): Promise<RoundCounts> {
  if (fixed) return fixedCounts(fixed);
  if (round.steps.length === 0) return { applicants: 0, bySection: new Map() };
  const own = kept.get(db) ?? new Map<string, { at: number; counts: RoundCounts }>();
  kept.set(db, own);
  const known = own.get(round.id);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < MEMO_MS) return known.counts;
  const counts = await countedNow(db, round.id);
  if (own.size > 40) own.clear();
  own.set(round.id, { at: now.getTime(), counts });
  return counts;
}

function fixedCounts({ applicants, sections }: FrozenDetail): RoundCounts {
  return {
    applicants,
    bySection: new Map(sections.map((each) => [each.id, { applicants: each.applicants, first: each.first }])),
  };
}

async function countedNow(db: Db, roundId: string): Promise<RoundCounts> {
  const rows = await db
    .selectFrom('application')
    .innerJoin('application_choice', 'application_choice.application_id', 'application.id')
    .select(({ fn, eb }) => [
      'section_id',
      fn.countAll<number>().as('applicants'),
      fn.sum<number>(eb.case().when('preference', '=', 1).then(1).else(0).end()).as('first'),
    ])
    .where('round_id', '=', roundId)
    .where('active', '=', 1)
    .groupBy('section_id')
    .execute();
  const bySection = new Map(
    rows.map((row) => [row.section_id, { applicants: Number(row.applicants), first: Number(row.first) }]),
  );
  return { applicants: [...bySection.values()].reduce((sum, { first }) => sum + first, 0), bySection };
}

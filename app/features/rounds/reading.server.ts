import type { Db } from '#db/database.ts';
import type { AdmittedDetail, DrawnDetail, FrozenDetail } from './frozen-detail.ts';
import type { Quota, QuotaKind } from './quotas.rules.ts';
import type { RoundRules } from './rounds.server.ts';
import type { ApplyingWindow, StepKind } from './steps.rules.ts';

export interface RoundStep {
  kind: StepKind;
  at: string;
}

/** A round with its term, its time for applications and the steps taken. Never its seed. */
export interface Round extends RoundRules, ApplyingWindow {
  id: string;
  termId: string;
  termName: string;
  termStartsOn: string;
  seedHash: string;
  steps: RoundStep[];
}

const MOST_ROUNDS = 40;

/** Every round, the newest term first, at most forty. One statement. */
export async function rounds(db: Db): Promise<Round[]> {
  const newest = db
    .selectFrom('selection_round')
    .innerJoin('term', 'term.id', 'selection_round.term_id')
    .select('selection_round.id')
    .orderBy('term.starts_on', 'desc')
    .limit(MOST_ROUNDS);
  const rows = await roundRows(db)
    .innerJoin(newest.as('newest'), 'newest.id', 'selection_round.id')
    .orderBy('term.starts_on', 'desc')
    .execute();
  return asRounds(rows);
}

/** One round, or null. One statement. */
export async function roundById(db: Db, roundId: string): Promise<Round | null> {
  const rows = await roundRows(db).where('selection_round.id', '=', roundId).execute();
  return asRounds(rows)[0] ?? null;
}

/** The published round whose time for applications is now, the first to close when there are two; or null. One statement. */
export async function applyingRound(db: Db, now: Date): Promise<Round | null> {
  const at = now.toISOString();
  const rows = await roundRows(db)
    .where('applying.opens_at', '<=', at)
    .where('applying.closes_at', '>', at)
    .limit(MOST_ROUNDS)
    .execute();
  const key = ({ closesAt, id }: Round) => `${closesAt} ${id}`;
  const [first] = asRounds(rows)
    .filter(({ steps }) => steps.some(({ kind }) => kind === 'published'))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return first ?? null;
}

/** Rounds that are published and whose winners are not all enrolled yet: those that the worker looks after. */
export async function unfinishedRounds(db: Db): Promise<Round[]> {
  const all = await rounds(db);
  const has = (round: Round, step: StepKind) => round.steps.some(({ kind }) => kind === step);
  return all.filter((round) => has(round, 'published') && !has(round, 'admitted'));
}

function roundRows(db: Db) {
  return db
    .selectFrom('selection_round')
    .innerJoin('term', 'term.id', 'selection_round.term_id')
    .leftJoin('term_window as applying', (join) =>
      join.onRef('applying.term_id', '=', 'term.id').on('applying.kind', '=', 'preselect'),
    )
    .leftJoin('round_step', 'round_step.round_id', 'selection_round.id')
    .select([
      'selection_round.id',
      'selection_round.term_id',
      'selection_round.name',
      'most_choices',
      'most_places',
      'most_lots',
      'seed_hash',
      'term.name as termName',
      'term.starts_on',
      'applying.opens_at',
      'applying.closes_at',
      'round_step.kind as step',
      'round_step.at',
    ]);
}

type RoundRow = Awaited<ReturnType<ReturnType<typeof roundRows>['execute']>>[number];

function asRounds(rows: readonly RoundRow[]): Round[] {
  const byId = new Map<string, Round>();
  for (const row of rows) {
    const round = byId.get(row.id) ?? roundOf(row);
    byId.set(row.id, round);
    const { step, at } = row;
    if (step && at && !round.steps.some(({ kind }) => kind === step))
      round.steps.push({ kind: step as StepKind, at });
    // A term may have its time for applications in two parts: from the first opening to the last end.
    if (row.opens_at && row.opens_at < (round.opensAt ?? '9')) round.opensAt = row.opens_at;
    if (row.closes_at && row.closes_at > (round.closesAt ?? '')) round.closesAt = row.closes_at;
  }
  return [...byId.values()];
}

function roundOf(row: RoundRow): Round {
  return {
    id: row.id,
    termId: row.term_id,
    termName: row.termName,
    termStartsOn: row.starts_on,
    name: row.name,
    mostChoices: row.most_choices,
    mostPlaces: row.most_places,
    mostLots: row.most_lots,
    seedHash: row.seed_hash,
    opensAt: null,
    closesAt: null,
    steps: [],
  };
}

/** The quotas of a round. */
export async function quotasOf(db: Db, roundId: string): Promise<Quota[]> {
  const rows = await db
    .selectFrom('round_quota')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('label')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sectionId: row.section_id,
    kind: row.kind as QuotaKind,
    value: row.value,
    label: row.label,
    share: row.share,
  }));
}

/** What each step came to, as it was written down with it; null for those that were not taken. */
export interface StepDetails {
  frozen: FrozenDetail | null;
  drawn: DrawnDetail | null;
  admitted: AdmittedDetail | null;
}

/** What the steps of a round came to. One statement. */
export async function stepDetails(db: Db, roundId: string): Promise<StepDetails> {
  const rows = await db
    .selectFrom('round_step')
    .select(['kind', 'detail'])
    .where('round_id', '=', roundId)
    .execute();
  const of = <Detail>(kind: StepKind): Detail | null => {
    const row = rows.find((each) => each.kind === kind);
    return row ? (JSON.parse(row.detail) as Detail) : null;
  };
  return { frozen: of('frozen'), drawn: of('drawn'), admitted: of('admitted') };
}

/** What the applications of a round were fixed to; null before. */
export async function frozenDetail(db: Db, roundId: string): Promise<FrozenDetail | null> {
  return (await stepDetails(db, roundId)).frozen;
}

import { scopesOf } from '#app/features/identity/grants.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { asCounts, type Counts } from './counts.rules.ts';
import { type Closing, closingOf } from './known-closings.server.ts';
import { type Objection, objectionsOf, openObjections } from './objections.server.ts';
import { type Reopening, reopeningsOf } from './reopenings.server.ts';
import type { RunKind } from './runs.server.ts';
import { type ClosingState, closingState } from './steps.rules.ts';
import { keepersOfYears, yearReach } from './year-reach.server.ts';

/** A step on the way of a year: what it was, when and by whom, and how it came out. */
export interface RunShown {
  id: string;
  kind: RunKind;
  number: number;
  startedAt: string;
  startedBy: string;
  end: { people: number; counts: Counts; hash: string; at: string } | null;
  /** People so far, while it goes on. */
  soFar: number;
  /** It goes on no further, until what is in its way is mended; `at` names whom, where it is somebody and whoever looks keeps the whole academy. */
  stopped: { since: string; at: { id: string; name: string } | null } | null;
}

export interface YearDesk {
  year: number;
  state: ClosingState;
  /** Whether whoever looks keeps the whole academy, and so may close its year. */
  isWhole: boolean;
  closing: Closing | null;
  runs: RunShown[];
  preview: RunShown | null;
  /** A page of them, those that wait for an answer first. */
  objections: Objection[];
  turning: { page: number; hasMore: boolean };
  openObjections: number;
  reopenings: Reopening[];
}

const none = { objections: [], hasMore: false };

/** What the registrar sees of a year: of people, those within reach. At most six statements. */
export async function yearDesk(
  db: Db,
  { actor, year, page = 1, now }: { actor: Actor; year: number; page?: number; now: Date },
): Promise<YearDesk> {
  const isWhole = scopesOf(actor, ...keepersOfYears) === 'everywhere';
  const [closing, runs] = await Promise.all([closingOf(db, year), runsOf(db, { year, isWhole })]);
  const last = (kind: RunKind) => runs.findLast((run) => run.kind === kind) ?? null;
  const freeze = last('freeze');
  const state = closingState(
    { confirmUntil: closing?.confirmUntil ?? null, freeze: freeze && { isEnded: freeze.end !== null } },
    now,
  );
  const [{ objections, hasMore }, waiting, reopenings] = await Promise.all([
    closing ? objectionsOf(db, { closingId: closing.id, page, reach: yearReach(actor, closing) }) : none,
    closing && !freeze ? openObjections(db, closing.id) : 0,
    closing && freeze ? reopeningsOf(db, closing.id, { reach: yearReach(actor, closing) }) : [],
  ]);
  return {
    ...{ isWhole, year, state, closing, runs, objections, reopenings },
    preview: last('preview'),
    turning: { page, hasMore },
    openObjections: waiting,
  };
}

async function runsOf(db: Db, { year, isWhole }: { year: number; isWhole: boolean }): Promise<RunShown[]> {
  const rows = await db
    .selectFrom('closing_run')
    .innerJoin('person', 'person.id', 'closing_run.started_by')
    .leftJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .leftJoin('closing_stop as stop', 'stop.run_id', 'closing_run.id')
    .leftJoin('person as whom', 'whom.id', 'stop.person_id')
    .select(['closing_run.id', 'kind', 'number', 'started_at', 'person.name as startedBy'])
    .select(['stop.since', 'whom.id as whomId', 'whom.name as whomName'])
    .select(['closing_end.people', 'counts', 'hash', 'at'])
    .where('year', '=', year)
    .orderBy('started_at')
    .orderBy('closing_run.id')
    .execute();
  const going = rows.filter(({ people }) => people === null).map(({ id }) => id);
  const soFar = await peopleSoFar(db, going);
  return rows.map(({ people, counts, hash, at, since, whomId, whomName, ...row }) => ({
    ...{ id: row.id, kind: row.kind as RunKind, number: row.number },
    ...{ startedAt: row.started_at, startedBy: row.startedBy, soFar: soFar.get(row.id) ?? 0 },
    stopped:
      since === null || people !== null
        ? null
        : { since, at: isWhole && whomId && whomName !== null ? { id: whomId, name: whomName } : null },
    end:
      people === null || counts === null || hash === null || at === null
        ? null
        : { people, counts: asCounts(counts), hash, at },
  }));
}

async function peopleSoFar(db: Db, runIds: readonly string[]): Promise<Map<string, number>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('closing_batch')
    .select(({ fn }) => ['run_id', fn.max('people').as('people')])
    .where('run_id', 'in', [...runIds])
    .groupBy('run_id')
    .execute();
  return new Map(rows.map(({ run_id, people }) => [run_id, Number(people)]));
}

/** A year in the list of years. */
export interface YearLine {
  year: number;
  state: ClosingState;
  confirmUntil: string | null;
}

/** The years that are over or were begun to be closed, newest first. Two statements. */
export async function yearLines(
  db: Db,
  { thisYear, now }: { thisYear: number; now: Date },
): Promise<YearLine[]> {
  const closings = await db.selectFrom('year_closing').select(['year', 'confirm_until']).execute();
  const freezes = await db
    .selectFrom('closing_run')
    .leftJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .select(['year', 'closing_end.at'])
    .where('kind', '=', 'freeze')
    .orderBy('number')
    .execute();
  const shown = new Set([thisYear - 1, thisYear - 2, ...closings.map(({ year }) => year)]);
  return [...shown]
    .sort((a, b) => b - a)
    .map((year) => {
      const confirmUntil = closings.find((each) => each.year === year)?.confirm_until ?? null;
      const freeze = freezes.findLast((each) => each.year === year);
      const facts = { confirmUntil, freeze: freeze ? { isEnded: freeze.at !== null } : null };
      return { year, confirmUntil, state: closingState(facts, now) };
    });
}

import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { ResultOutcome } from './drawn-outcomes.ts';

export interface OwnResult {
  sectionId: string;
  outcome: ResultOutcome;
  seat: string | null;
  place: number;
  lastPlace: number | null;
  settled: boolean;
}

/** What became of each choice of an application, by section. Empty before the draw. One statement. */
export async function resultsOf(db: Db, applicationId: string): Promise<Map<string, OwnResult>> {
  const { rows } = await own(db, { applicationId });
  return new Map(
    rows.map((row) => [
      row.section_id,
      {
        sectionId: row.section_id,
        outcome: row.outcome as ResultOutcome,
        seat: row.seat,
        place: row.place ?? 0,
        lastPlace: row.last_place,
        settled: row.settled_at !== null,
      },
    ]),
  );
}

const own = readyStatement<{ applicationId: string }>()((db, place) =>
  db
    .selectFrom('application_result')
    .selectAll()
    .where('application_id', '=', place('applicationId'))
    .limit(20),
);

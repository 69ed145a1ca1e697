import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { MOST_WAITING, type Waiting, waitingOf } from '#app/features/identity/waiting.server.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf, sizeOf } from '#db/part.server.ts';

/** An exemption or the proposal of one, as lists show it. */
export interface ListedExemption {
  id: string;
  personId: string;
  personName: string;
  year: number;
  position: Position;
  kind: string;
  reason: string;
  proposedByName: string | null;
  at: string;
  approvedByName: string | null;
  ended: boolean;
}

const PAGE_SIZE = 50;

type Asking = Reach & Part;

/** A page of what waits for a decision, the longest waiting first. One statement. */
export async function waitingExemptions(
  db: Db,
  { page, after, ...reach }: Asking,
): Promise<{ waiting: ListedExemption[]; moreWaiting: boolean }> {
  const part = { page, after } as Part;
  const size = sizeOf(part, PAGE_SIZE);
  const proposals = db
    .selectFrom('exemption_proposal as asked')
    .innerJoin('person', 'person.id', 'asked.person_id')
    .innerJoin('person as proposer', 'proposer.id', 'asked.proposed_by')
    .select(['asked.id', 'asked.person_id', 'asked.year', 'asked.position', 'asked.kind', 'asked.reason'])
    .select(['asked.proposed_at', 'person.name', 'proposer.name as proposerName'])
    .where('asked.active', '=', 1)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('asked.person_id', 'in', peopleReached(db, reach)),
    );
  const rows = await partOf(proposals, {
    ...part,
    order: [
      ['asked.proposed_at', 'asc'],
      ['asked.id', 'asc'],
    ],
    pageSize: PAGE_SIZE,
    extra: 1,
  }).execute();
  const waiting = rows.slice(0, size).map((row) => ({
    ...{ id: row.id, personId: row.person_id, personName: row.name, year: row.year },
    ...{ position: row.position as Position, kind: row.kind, reason: row.reason },
    ...{ proposedByName: row.proposerName, at: row.proposed_at, approvedByName: null, ended: false },
  }));
  return { waiting, moreWaiting: rows.length > size };
}

/** The proposals within reach that wait for a decision. One statement. */
export function countWaitingExemptions(db: Db, reach: Reach): Promise<Waiting> {
  const rows = db
    .selectFrom('exemption_proposal')
    .select('proposed_at as since')
    .where('active', '=', 1)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)))
    .orderBy('proposed_at')
    .limit(MOST_WAITING);
  return waitingOf(db, rows);
}

/**
 * A page of a year's exemptions, the last approved first; `q` is the beginning of a name, of its pinyin or of a username. Ended ones stay
 * in the list. One statement.
 */
export async function exemptionsOfYear(
  db: Db,
  { year, q, page, after, ...reach }: Asking & { year: number; q: string },
): Promise<{ exemptions: ListedExemption[]; hasMore: boolean }> {
  const part = { page, after } as Part;
  const size = sizeOf(part, PAGE_SIZE);
  const ofYear = db
    .selectFrom('exemption')
    .select('exemption.id')
    .where('exemption.year', '=', year)
    .$if(q !== '', (query) =>
      query.where('exemption.person_id', 'in', peopleNamed(db, q).select('person.id')),
    )
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('exemption.person_id', 'in', peopleReached(db, reach)),
    );
  const shown = partOf(ofYear, {
    ...part,
    order: [
      ['exemption.approved_at', 'desc'],
      ['exemption.id', 'desc'],
    ],
    pageSize: PAGE_SIZE,
    extra: 1,
  });
  const rows = await exemptionRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'exemption.id')
    .orderBy('exemption.approved_at', 'desc')
    .orderBy('exemption.id', 'desc')
    .execute();
  return { exemptions: rows.slice(0, size).map(asListed), hasMore: rows.length > size };
}

/** What somebody was freed from in a year, ended ones too, the last approved first. One statement. */
export async function exemptionsOfPerson(
  db: Db,
  { personId, year }: { personId: string; year: number },
): Promise<ListedExemption[]> {
  const rows = await exemptionRows(db)
    .where('exemption.person_id', '=', personId)
    .where('exemption.year', '=', year)
    .orderBy('exemption.approved_at', 'desc')
    .execute();
  return rows.map(asListed);
}

function exemptionRows(db: Db) {
  return db
    .selectFrom('exemption')
    .innerJoin('person', 'person.id', 'exemption.person_id')
    .innerJoin('person as approver', 'approver.id', 'exemption.approved_by')
    .leftJoin('person as proposer', 'proposer.id', 'exemption.proposed_by')
    .select(['exemption.id', 'exemption.person_id', 'exemption.year', 'exemption.position'])
    .select(['exemption.kind', 'exemption.reason', 'exemption.approved_at', 'exemption.active'])
    .select(['person.name', 'approver.name as approverName', 'proposer.name as proposerName']);
}

type Row = Awaited<ReturnType<ReturnType<typeof exemptionRows>['executeTakeFirstOrThrow']>>;

const asListed = (row: Row): ListedExemption => ({
  ...{ id: row.id, personId: row.person_id, personName: row.name, year: row.year },
  ...{ position: row.position as Position, kind: row.kind, reason: row.reason },
  ...{ proposedByName: row.proposerName, at: row.approved_at, approvedByName: row.approverName },
  ended: row.active !== 1,
});

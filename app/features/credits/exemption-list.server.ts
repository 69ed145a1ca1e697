import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { withinScope } from '#app/features/organisation/scope.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

export type Scopes = 'everywhere' | readonly string[];

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
const MOST_WAITING = 50;
const MOST_COUNTED = 1_000;

interface Asking {
  scopes: Scopes;
  onDay: string;
}

/** What waits for a decision, the longest waiting first; at most fifty. One statement. */
export async function waitingExemptions(db: Db, { scopes, onDay }: Asking): Promise<ListedExemption[]> {
  const rows = await db
    .selectFrom('exemption_proposal as asked')
    .innerJoin('person', 'person.id', 'asked.person_id')
    .innerJoin('person as proposer', 'proposer.id', 'asked.proposed_by')
    .select(['asked.id', 'asked.person_id', 'asked.year', 'asked.position', 'asked.kind', 'asked.reason'])
    .select(['asked.proposed_at', 'person.name', 'proposer.name as proposerName'])
    .where('asked.active', '=', 1)
    .$if(scopes !== 'everywhere', (query) =>
      query.where('asked.person_id', 'in', peopleWithin(db, { scopes, onDay })),
    )
    .orderBy('asked.proposed_at')
    .limit(MOST_WAITING)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, personId: row.person_id, personName: row.name, year: row.year },
    ...{ position: row.position as Position, kind: row.kind, reason: row.reason },
    ...{ proposedByName: row.proposerName, at: row.proposed_at, approvedByName: null, ended: false },
  }));
}

/** How many proposals wait for a decision within a scope, up to a thousand. One statement. */
export async function countWaitingExemptions(db: Db, { scopes, onDay }: Asking): Promise<number> {
  const some = db
    .selectFrom('exemption_proposal')
    .select('id')
    .where('active', '=', 1)
    .$if(scopes !== 'everywhere', (query) =>
      query.where('person_id', 'in', peopleWithin(db, { scopes, onDay })),
    )
    .limit(MOST_COUNTED);
  const { total } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/**
 * A page of a year's exemptions, the last approved first; `q` is the beginning of a name, of its pinyin or of a username. Ended ones stay
 * in the list. One statement.
 */
export async function exemptionsOfYear(
  db: Db,
  { year, q, page, scopes, onDay }: Asking & { year: number; q: string; page: number },
): Promise<{ exemptions: ListedExemption[]; hasMore: boolean }> {
  const shown = db
    .selectFrom('exemption')
    .select('exemption.id')
    .where('exemption.year', '=', year)
    .$if(q !== '', (query) =>
      query.where('exemption.person_id', 'in', peopleNamed(db, q).select('person.id')),
    )
    .$if(scopes !== 'everywhere', (query) =>
      query.where('exemption.person_id', 'in', peopleWithin(db, { scopes, onDay })),
    )
    .orderBy('exemption.approved_at', 'desc')
    .orderBy('exemption.id', 'desc')
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE);
  const rows = await exemptionRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'exemption.id')
    .orderBy('exemption.approved_at', 'desc')
    .orderBy('exemption.id', 'desc')
    .execute();
  return { exemptions: rows.slice(0, PAGE_SIZE).map(asListed), hasMore: rows.length > PAGE_SIZE };
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

/** Who belongs to one of these parts of the organisation on a day. */
function peopleWithin(db: Db, { scopes, onDay }: Asking) {
  const paths = scopes === 'everywhere' ? [] : scopes;
  return db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select('appointment.person_id')
    .where((eb) => eb.or(paths.map((path) => withinScope(path)(eb as never))))
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    );
}

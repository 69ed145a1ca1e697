import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { type Confirmation, type FrozenSheet, statementNumber } from './frozen.rules.ts';
import { statementsThatHold } from './holding.server.ts';

/** A frozen statement in a list, always in the order of names. */
export interface ListedStatement {
  id: string;
  personId: string;
  name: string;
  number: string;
  status: StandingStatus;
  confirmation: Confirmation;
}

const PAGE_SIZE = 50;
const everybody: Reach = { scopes: 'everywhere', onDay: '' };
const FEW_PEOPLE = 200;

interface Which {
  closingId: string;
  year: number;
  /** Without it, of everybody: for what the academy does itself. */
  reach?: Reach;
}

/** A page of the statements of a year that hold now, in the order of names; `q` is the beginning of a name or of its pinyin. */
export async function statementPage(
  db: Db,
  { closingId, year, q, page, reach = everybody }: Which & { q: string; page: number },
): Promise<{ statements: ListedStatement[]; hasMore: boolean }> {
  const matching = await holding(db, { closingId, q, reach });
  const shown = matching
    .select(['one.id', 'one.sort_name'])
    .orderBy('one.sort_name')
    .orderBy('one.id')
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE);
  // The index of names gives the page; only its rows are looked at whole.
  const rows = await db
    .selectFrom(shown.as('shown'))
    .innerJoin('frozen_statement as one', 'one.id', 'shown.id')
    .select(['one.id', 'one.person_id', 'one.name', 'one.number', 'one.revision', 'status', 'confirmation'])
    .orderBy('shown.sort_name')
    .orderBy('shown.id')
    .execute();
  const statements = rows.slice(0, PAGE_SIZE).map(({ person_id, ...row }) => ({
    ...{ id: row.id, personId: person_id, name: row.name },
    number: statementNumber(year, row.number, row.revision),
    status: row.status as StandingStatus,
    confirmation: row.confirmation as Confirmation,
  }));
  return { statements, hasMore: rows.length > PAGE_SIZE };
}

async function holding(db: Db, { closingId, q, reach }: { closingId: string; q: string; reach: Reach }) {
  const statements = statementsThatHold(db)
    .where('closing_id', '=', closingId)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('one.person_id', 'in', peopleReached(db, reach)),
    );
  if (q === '') return statements;
  return statements.where('one.person_id', 'in', await called(db, q));
}

/** Those whose name begins so, and nobody besides. */
async function called(db: Db, q: string): Promise<string[]> {
  const found = await peopleNamed(db, q).select('person.id').limit(FEW_PEOPLE).execute();
  return ['nobody', ...found.map(({ id }) => id)];
}

/** A statement with its sheet, for files of many. */
export interface StatementRow extends ListedStatement {
  sheet: FrozenSheet;
}

const AT_ONCE = 1_000;

/** All statements of a year that hold now, in the order of names, a batch in memory at a time. `q` as in a page. `among` chooses, `noted` is awaited before those of a batch leave. */
export async function* statementRows(
  db: Db,
  {
    closingId,
    year,
    reach = everybody,
    q = '',
    among,
    noted,
  }: Which & {
    q?: string;
    among?: (personIds: readonly string[]) => Promise<ReadonlySet<string>>;
    noted: (personIds: readonly string[]) => Promise<void>;
  },
): AsyncGenerator<StatementRow> {
  const people = q === '' ? null : await called(db, q);
  for (let last: { id: string; sort_name: string } | null = null; ; ) {
    const rows = await rowsAfter(db, { closingId, reach, people }, last);
    const valid = rows.filter((row) => row.gone === null && row.withdrawn === null);
    const chosen = among ? await among(valid.map((row) => row.person_id)) : null;
    const holding = valid.filter((row) => chosen === null || chosen.has(row.person_id));
    await noted(holding.map((row) => row.person_id));
    for (const row of holding)
      yield {
        ...{ id: row.id, personId: row.person_id, name: row.name },
        number: statementNumber(year, row.number, row.revision),
        status: row.status as StandingStatus,
        confirmation: row.confirmation as Confirmation,
        sheet: JSON.parse(row.result) as FrozenSheet,
      };
    last = rows.at(-1) ?? null;
    if (!last || rows.length < AT_ONCE) return;
  }
}

/** Also those that hold no more: the index gives all, and they are few. */
function rowsAfter(
  db: Db,
  { closingId, reach, people }: { closingId: string; reach: Reach; people: string[] | null },
  last: { id: string; sort_name: string } | null,
) {
  return db
    .selectFrom('frozen_statement as one')
    .leftJoin('statement_superseded', 'statement_superseded.statement_id', 'one.id')
    .leftJoin('statement_withdrawn', 'statement_withdrawn.statement_id', 'one.id')
    .select('statement_withdrawn.statement_id as withdrawn')
    .select(['one.id', 'one.sort_name', 'one.person_id', 'one.name', 'one.number', 'one.revision'])
    .select(['status', 'confirmation', 'result', 'statement_superseded.statement_id as gone'])
    .where('closing_id', '=', closingId)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('one.person_id', 'in', peopleReached(db, reach)),
    )
    .$if(people !== null, (query) => query.where('one.person_id', 'in', people ?? []))
    .$if(last !== null, (query) =>
      query.where(({ or, and, eb }) =>
        or([
          eb('one.sort_name', '>', last?.sort_name ?? ''),
          and([eb('one.sort_name', '=', last?.sort_name ?? ''), eb('one.id', '>', last?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('one.sort_name')
    .orderBy('one.id')
    .limit(AT_ONCE)
    .execute();
}

import { sql } from 'kysely';
import { addDays } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { NEAR_DAYS, plain, soundAlike } from './matter.rules.ts';
import type { DeclarationState } from './states.rules.ts';

/** Something that may rest on the same evidence: another declaration, an entry of the ledger, or work that was handed in. */
export interface Lookalike {
  place: 'declaration' | 'ledger' | 'work';
  id: string;
  title: string;
  personId: string;
  personName: string;
  occurredOn: string;
  /** Of a declaration only. */
  state: DeclarationState | null;
  why: 'certificate' | 'file' | 'matter' | 'alike';
}

interface Evidence {
  id: string;
  sha256: string;
}

const MOST_SHOWN = 10;

/**
 * What a reviewer must have seen before one piece of evidence pays twice: others of theirs with the same certificate, or a like title about
 * that time; what the ledger holds of theirs under a like title about that time; the same file wherever anybody handed it in; and what others
 * declared of the same thing. One statement.
 */
export async function lookalikesOf(
  db: Db,
  row: DeclarationRow,
  files: readonly Evidence[],
): Promise<Lookalike[]> {
  const rows = await ownOthers(db, row)
    .unionAll(ofMatter(db, row))
    .unionAll(inLedger(db, row))
    .unionAll(db.selectFrom(withFile(db, row, files).limit(MOST_SHOWN).as('same')).selectAll())
    .execute();
  const found = new Map<string, Lookalike>();
  for (const other of rows) {
    const why = whyAlike(row, other);
    if (!why || found.has(other.id)) continue;
    const { place, id, title, personId, name: personName, occurred_on: occurredOn } = other;
    const state = place === 'declaration' ? (other.state as DeclarationState) : null;
    const whose = { personId, personName };
    found.set(id, { place: place as Lookalike['place'], id, title, ...whose, occurredOn, state, why });
  }
  return [...found.values()].slice(0, MOST_SHOWN);
}

interface Other {
  title: string;
  certificate: string;
  matter_key: string | null;
  own: number;
  sameFile: number;
  occurred_on: string;
}

function whyAlike(row: DeclarationRow, other: Other): Lookalike['why'] | null {
  const ours = plain(row.certificate);
  if (other.own === 1 && ours !== '' && plain(other.certificate) === ours) return 'certificate';
  if (other.sameFile === 1) return 'file';
  if (row.matter_key !== null && other.matter_key === row.matter_key) return 'matter';
  if (other.own !== 1) return null;
  const [from, to] = around(row);
  const near = other.occurred_on >= from && other.occurred_on <= to;
  return near && soundAlike(row.title, other.title) ? 'alike' : null;
}

const around = ({ occurred_on: day }: DeclarationRow): [string, string] => [
  addDays(day, -NEAR_DAYS),
  addDays(day, NEAR_DAYS),
];

const text = (value: string) => sql<string>`${sql.lit(value)}`;
const flag = (value: 0 | 1) => sql<number>`${sql.lit(value)}`;

function sentOnes(db: Db, own: 0 | 1) {
  return db
    .selectFrom('declaration')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .select(['declaration.id', 'title', 'person.name', 'state', 'certificate', 'matter_key', 'occurred_on'])
    .select([text('declaration').as('place'), flag(own).as('own'), flag(0).as('sameFile')])
    .select('person.id as personId')
    .where('declaration.sent_at', 'is not', null);
}

const ownOthers = (db: Db, row: DeclarationRow) =>
  sentOnes(db, 1).where('declaration.person_id', '=', row.person_id).where('declaration.id', '!=', row.id);

const ofMatter = (db: Db, row: DeclarationRow) =>
  sentOnes(db, 0)
    .where('declaration.matter_key', '=', row.matter_key ?? '')
    .where('declaration.person_id', '!=', row.person_id);

/** What stands in their ledger about that time and came from elsewhere: classes, tasks, adjustments. */
function inLedger(db: Db, row: DeclarationRow) {
  const [from, to] = around(row);
  return db
    .selectFrom('credit_entry as entry')
    .innerJoin('person', 'person.id', 'entry.person_id')
    .leftJoin('credit_entry as undone', 'undone.reverses_id', 'entry.id')
    .select(['entry.id', 'entry.title', 'person.name', 'entry.kind as state', text('').as('certificate')])
    .select([sql<string | null>`null`.as('matter_key'), 'entry.occurred_on', text('ledger').as('place')])
    .select([flag(1).as('own'), flag(0).as('sameFile'), 'person.id as personId'])
    .where('entry.person_id', '=', row.person_id)
    .where('entry.occurred_on', '>=', from)
    .where('entry.occurred_on', '<=', to)
    .where('entry.kind', '=', 'award')
    .where('entry.source_type', '!=', 'declaration')
    .where('undone.id', 'is', null);
}

/** The same file in another declaration, or handed in as work. */
function withFile(db: Db, row: DeclarationRow, files: readonly Evidence[]) {
  const [sums, ids] = [files.map(({ sha256 }) => sha256), files.map(({ id }) => id)];
  return db
    .selectFrom('media_file')
    .innerJoin('person', 'person.id', 'media_file.created_by')
    .leftJoin('declaration_file', 'declaration_file.media_id', 'media_file.id')
    .leftJoin('declaration', 'declaration.id', 'declaration_file.declaration_id')
    .select(sql<string>`coalesce(declaration.id, media_file.id)`.as('id'))
    .select(sql<string>`coalesce(declaration.title, media_file.original_name)`.as('title'))
    .select(['person.name', sql<string>`coalesce(declaration.state, '')`.as('state')])
    .select([text('').as('certificate'), sql<string | null>`null`.as('matter_key')])
    .select(
      sql<string>`coalesce(declaration.occurred_on, substr(media_file.created_at, 1, 10))`.as('occurred_on'),
    )
    .select(sql<string>`case when declaration.id is null then 'work' else 'declaration' end`.as('place'))
    .select([flag(0).as('own'), flag(1).as('sameFile'), 'person.id as personId'])
    .where('media_file.sha256', 'in', sums.length > 0 ? sums : [''])
    .where('media_file.id', 'not in', ids.length > 0 ? ids : [''])
    .where(({ or, eb }) =>
      or([
        eb('declaration_file.media_id', 'is', null),
        eb.and([eb('declaration.id', '!=', row.id), eb('declaration.sent_at', 'is not', null)]),
      ]),
    );
}

import { sql } from 'kysely';
import { addDays } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type Lookalike, MOST_OF_A_GROUP, shownOf } from './lookalikes.rules.ts';
import { NEAR_DAYS, plain, soundAlike } from './matter.rules.ts';
import type { DeclarationState } from './states.rules.ts';

interface Evidence {
  id: string;
  sha256: string;
}

/** How many files that are the same are looked at, and how many declarations of others are counted. */
const MOST_FILES = 50;
const MOST_COUNTED = 1_000;

export interface Lookalikes {
  shown: Lookalike[];
  /** At least so many that are not shown. */
  more: number;
}

/**
 * What a reviewer must have seen before one piece of evidence pays twice: others of theirs with the same certificate, or a like title about
 * that time; what the ledger holds of theirs under a like title about that time; the same file wherever anybody handed it in; and a few of what
 * others declared of the same thing, of which there may be thousands. One statement.
 */
export async function lookalikesOf(
  db: Db,
  row: DeclarationRow,
  files: readonly Evidence[],
): Promise<Lookalikes> {
  const rows = await ownOthers(db, row)
    .unionAll(db.selectFrom(ofMatter(db, row).as('others')).selectAll())
    .unionAll(inLedger(db, row))
    .unionAll(db.selectFrom(withFile(db, row, files).as('same')).selectAll())
    .execute();
  const found = rows.flatMap((other): Lookalike[] => {
    const why = whyAlike(row, other);
    if (!why) return [];
    const { place, id, title, personId, name: personName, occurred_on: occurredOn } = other;
    const state = place === 'declaration' ? (other.state as DeclarationState) : null;
    const whose = { personId, personName };
    return [{ place: place as Lookalike['place'], id, title, ...whose, occurredOn, state, why }];
  });
  const { shown, all } = shownOf(found, { declarantId: row.person_id, occurredOn: row.occurred_on });
  // All of the matter, less this one itself and those that were read.
  const ofOthers = Math.max(0, ...rows.map(({ ofMatter }) => Number(ofMatter)));
  const read = rows.filter(({ ofMatter }) => Number(ofMatter) > 0).length;
  return { shown, more: all - shown.length + Math.max(0, ofOthers - 1 - read) };
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

/** Of other arms than `ofMatter`. */
const none = sql<number | null>`${sql.lit(0)}`.as('ofMatter');

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
  sentOnes(db, 1)
    .select(none)
    .where('declaration.person_id', '=', row.person_id)
    .where('declaration.id', '!=', row.id);

/** The newest of others, and how many there are. */
const ofMatter = (db: Db, row: DeclarationRow) =>
  sentOnes(db, 0)
    .select(({ selectFrom }) =>
      selectFrom(
        db
          .selectFrom('declaration')
          .select('id')
          .where('matter_key', '=', row.matter_key ?? '')
          .limit(MOST_COUNTED)
          .as('counted'),
      )
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .as('ofMatter'),
    )
    .where('declaration.matter_key', '=', row.matter_key ?? '')
    .where('declaration.person_id', '!=', row.person_id)
    .orderBy('declaration.id', 'desc')
    .limit(MOST_OF_A_GROUP);

/** What stands in their ledger about that time and came from elsewhere: classes, tasks, adjustments. */
function inLedger(db: Db, row: DeclarationRow) {
  const [from, to] = around(row);
  return db
    .selectFrom('credit_entry as entry')
    .innerJoin('person', 'person.id', 'entry.person_id')
    .leftJoin('credit_entry as undone', 'undone.reverses_id', 'entry.id')
    .select(['entry.id', 'entry.title', 'person.name', 'entry.kind as state', text('').as('certificate')])
    .select([sql<string | null>`null`.as('matter_key'), 'entry.occurred_on', text('ledger').as('place')])
    .select([flag(1).as('own'), flag(0).as('sameFile'), 'person.id as personId', none])
    .where('entry.person_id', '=', row.person_id)
    .where('entry.occurred_on', '>=', from)
    .where('entry.occurred_on', '<=', to)
    .where('entry.kind', '=', 'award')
    .where('entry.source_type', '!=', 'declaration')
    .where('undone.id', 'is', null);
}

/** The same file in another declaration, or handed in as work; their own first. */
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
    .select([flag(0).as('own'), flag(1).as('sameFile'), 'person.id as personId', none])
    .where('media_file.sha256', 'in', sums.length > 0 ? sums : [''])
    .where('media_file.id', 'not in', ids.length > 0 ? ids : [''])
    .where(({ or, eb }) =>
      or([
        eb('declaration_file.media_id', 'is', null),
        eb.and([eb('declaration.id', '!=', row.id), eb('declaration.sent_at', 'is not', null)]),
      ]),
    )
    .orderBy(sql`case when media_file.created_by = ${row.person_id} then 0 else 1 end`)
    .orderBy('media_file.id')
    .limit(MOST_FILES);
}

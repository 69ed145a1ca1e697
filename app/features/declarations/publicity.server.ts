import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { lastDayIn, lastDayOf } from './ended-publicity.server.ts';
import { SOURCE } from './posting.server.ts';

/** What is public of a declaration: who, what, how much, until when; nothing else. `amount` in hundredths. */
export interface PublicItem {
  id: string;
  declarationId: string;
  personId: string;
  personName: string;
  communityName: string | null;
  category: string;
  title: string;
  amount: number;
  startsOn: string;
  endsOn: string;
  /** Years on the way to its end whose holidays are not known yet. */
  unknownYears: number[];
  /** Somebody has objected, and it is being looked at. */
  objected: boolean;
}

const PAGE_SIZE = 20;
const MOST_COUNTED = 1_000;

/**
 * A page of what is in publicity now, the one that ends first at the top; never by credits. What has ended is not shown any more. At most
 * four statements.
 */
export async function publicityPage(
  db: Db,
  { page, now }: { page: number; now: Date },
): Promise<{ items: PublicItem[]; total: number; pageSize: number }> {
  const today = dayOf(now);
  const shown = openItems(db)
    .select('publicity.id')
    .orderBy('publicity.ends_on')
    .orderBy('publicity.id')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const rows = await itemRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'publicity.id')
    .orderBy('publicity.ends_on')
    .orderBy('publicity.id')
    .execute();
  const { total } = await db
    .selectFrom(openItems(db).select('publicity.id').limit(MOST_COUNTED).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: await asItems(db, rows, today), total: Number(total), pageSize: PAGE_SIZE };
}

/** One that is in publicity now, or null. */
export async function publicItem(
  db: Db,
  { publicityId, now }: { publicityId: string; now: Date },
): Promise<PublicItem | null> {
  const rows = await itemRows(db)
    .where('publicity.id', '=', publicityId)
    .where('publicity.open', '=', 1)
    .execute();
  const [item] = await asItems(db, rows, dayOf(now));
  return item ?? null;
}

/** The publicity of a declaration that runs now: its id, or null. */
export async function publicItemOf(db: Db, declarationId: string): Promise<string | null> {
  const row = await openItems(db)
    .select('publicity.id')
    .where('declaration_id', '=', declarationId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Of an entry that stands for a declaration: until when that is public again, or null. Whoever takes the entry back decides about that too. One statement. */
export async function publicAgainUntil(
  db: Db,
  { type, id }: { type: string; id: string },
): Promise<string | null> {
  if (type !== SOURCE) return null;
  const row = await db
    .selectFrom('publicity')
    .innerJoin('declaration', 'declaration.id', 'publicity.declaration_id')
    .select(['starts_on', 'ends_on', 'working_days'])
    .where('declaration_id', '=', id)
    .where('open', '=', 1)
    .where('state', 'in', ['publicity', 'objected'])
    .executeTakeFirst();
  return row ? lastDayOf(row) : null;
}

function openItems(db: Db) {
  return db.selectFrom('publicity').where('publicity.open', '=', 1);
}

function itemRows(db: Db) {
  return db
    .selectFrom('publicity')
    .innerJoin('declaration', 'declaration.id', 'publicity.declaration_id')
    .innerJoin('declaration_grant', 'declaration_grant.id', 'publicity.grant_id')
    .innerJoin('person', 'person.id', 'declaration.person_id')
    .select(['publicity.id', 'publicity.declaration_id', 'declaration.person_id', 'person.name'])
    .select(['declaration.category', 'declaration.title', 'declaration.state', 'declaration_grant.amount'])
    .select(['starts_on', 'ends_on', 'working_days', 'open']);
}

function endOf(row: Parameters<typeof lastDayIn>[0]) {
  const { day: endsOn, unknownYears } = lastDayIn(row);
  return { endsOn, unknownYears };
}

type ItemRow = Awaited<ReturnType<ReturnType<typeof itemRows>['execute']>>[number];

async function asItems(db: Db, rows: readonly ItemRow[], today: string): Promise<PublicItem[]> {
  const communities = await communitiesOf(db, [...new Set(rows.map(({ person_id }) => person_id))], today);
  return rows.map((row) => ({
    ...endOf(row),
    id: row.id,
    declarationId: row.declaration_id,
    personId: row.person_id,
    personName: row.name,
    communityName: communities.get(row.person_id)?.name ?? null,
    category: row.category,
    title: row.title,
    amount: row.amount,
    startsOn: row.starts_on,
    objected: row.state === 'objected',
  }));
}

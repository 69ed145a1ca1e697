/**
 * Which declarations of one person are of one thing: a paper at two levels, a trip in two parts. Each stands in the ledger for itself; what the
 * rules say of an item then holds over all of them. Source: domain model §2.5 (Nanjing: the same paper once, a trip up to 48).
 */
import type { Db, Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import type { Kind } from './declarable.rules.ts';
import { plain } from './matter.rules.ts';
import { holdingStates } from './states.rules.ts';

/** One of somebody's own declarations with which another may be one thing. */
export interface SameThing {
  id: string;
  title: string;
  occurredOn: string;
}

interface Of {
  personId: string | null;
  category: string;
  activity: string;
}

const MOST_OFFERED = 100;

function standingOf(db: Db, { personId, category, activity }: Of) {
  return db
    .selectFrom('declaration')
    .where('person_id', '=', personId ?? '')
    .where('category', '=', category)
    .where('activity', '=', activity)
    .where('state', 'in', [...holdingStates]);
}

/** What somebody has declared of a kind and what stands of it, the newest first; nothing where the kind knows no items. At most one statement. */
export async function sameThings(
  db: Db,
  { personId, kind, except = '' }: { personId: string | null; kind: Kind | null; except?: string },
): Promise<SameThing[]> {
  if (!kind?.item) return [];
  const rows = await standingOf(db, { personId, ...kind })
    .select(['id', 'title', 'occurred_on'])
    .where('id', '!=', except)
    .orderBy('saved_at', 'desc')
    .limit(MOST_OFFERED)
    .execute();
  return rows.map(({ id, title, occurred_on }) => ({ id, title, occurredOn: occurred_on }));
}

/** The first declaration of the item to which the chosen one belongs; empty where nothing was chosen or what was chosen is not one's own of that kind. */
export async function chosenItem(trx: Trx, { chosen, ...of }: Of & { chosen: string }): Promise<string> {
  if (chosen === '') return '';
  const row = await standingOf(trx, of).select(['id', 'same_as']).where('id', '=', chosen).executeTakeFirst();
  return row ? row.same_as || row.id : '';
}

/**
 * Of a kind that counts once (a paper by its highest level) the same title is the same thing, whatever was chosen: put down when it is sent. The
 * caller holds the person, so that two of them do not pass each other by. At most two statements.
 */
export async function joinSameTitle(trx: Trx, row: DeclarationRow, kind: Kind | null): Promise<void> {
  if (kind?.item !== 'highest' || row.same_as !== '') return;
  const { id, person_id: personId, category, activity, title } = row;
  const others = await standingOf(trx, { personId, category, activity })
    .select(['id', 'title', 'same_as'])
    .where('id', '!=', id)
    .orderBy('id')
    .execute();
  const same = others.find((other) => plain(other.title) === plain(title));
  const first = same && (same.same_as || same.id);
  if (first && first !== id)
    await trx.updateTable('declaration').set({ same_as: first }).where('id', '=', id).execute();
}

/** The title of the first declaration of an item, or null. At most one statement. */
export async function titleOfItem(
  db: Db,
  { same_as }: Pick<DeclarationRow, 'same_as'>,
): Promise<string | null> {
  if (same_as === '') return null;
  const row = await db.selectFrom('declaration').select('title').where('id', '=', same_as).executeTakeFirst();
  return row?.title ?? null;
}

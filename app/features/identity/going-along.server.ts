import { newId } from '#app/lib/id.ts';
import { addDays } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { AppointmentSuccessionRow } from '#db/tables/identity.ts';
import {
  addRows,
  type DatedRow,
  type DatedTable,
  endRows,
  lastingRows,
  noteSuccession,
  placeRow,
} from './dated-rows.server.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { type Changing, noteMoves } from './noting-moves.server.ts';

/** Where what is of a unit goes on from a day: posts at the one that takes them, rights at each. */
export interface Following extends Changing {
  /** Old unit → the units in its place; `takes`: the one that posts go to. A unit without any has nothing to go along. */
  heirs: ReadonlyMap<string, readonly { unitId: string; takes: boolean }[]>;
}

const AT_ONCE = 200;
const READ_AT_ONCE = 500;

/**
 * Lets the posts of units that change go on at whatever takes their place: they end the day before and go on from the day, without a break, in the same
 * position, from the same source and until the same end. One that only begins later keeps its row and changes its unit. Each person concerned has a line in the
 * journal. Answers how many posts.
 * Call it within the transaction that changed the units, behind that: then nobody can add another at the old ones.
 */
export async function movePosts(trx: Trx, following: Following): Promise<number> {
  return moveAlong(trx, 'appointment', following, ({ person_id, position }) => `${person_id} ${position}`);
}

/** The same for rights over these units; of a unit that is split they go on over each part. */
export async function moveGrants(trx: Trx, following: Following): Promise<number> {
  const moved = await moveAlong(
    trx,
    'role_grant',
    following,
    ({ person_id, role, school }) => `${person_id} ${role} ${school ?? ''}`,
  );
  forgetKeptActors();
  return moved;
}

async function moveAlong<T extends DatedTable>(
  trx: Trx,
  table: T,
  following: Following,
  whatOf: (row: DatedRow<T>) => string,
): Promise<number> {
  const { changeId, day, heirs } = following;
  const unitIds = [...heirs.keys()];
  const before = await allLasting(trx, table, unitIds, day);
  await holdPeople(
    trx,
    before.map(({ person_id }) => person_id),
  );
  // Read again behind the people: what somebody ended until now has ended.
  const rows = await allLasting(trx, table, unitIds, day);
  const move = new Moving<T>({ changeId, day }, whatOf);
  const targets = [...new Set([...heirs.values()].flat().map(({ unitId }) => unitId))];
  for (const row of await allLasting(trx, table, targets, day)) move.know(row);
  const moves = rows.map((row) => {
    const from = row.org_unit_id ?? '';
    const heirsOfIts = (heirs.get(from) ?? []).filter(({ takes }) => takes || table === 'role_grant');
    const into = heirsOfIts.sort((a, b) => Number(b.takes) - Number(a.takes)).map(({ unitId }) => unitId);
    move.take(row, into);
    return { personId: row.person_id, what: 'role' in row ? row.role : row.position, from, into };
  });
  await write(trx, table, move);
  await noteMoves(trx, { table, moves, by: following });
  return rows.length;
}

async function allLasting<T extends DatedTable>(
  trx: Trx,
  table: T,
  unitIds: string[],
  day: string,
): Promise<DatedRow<T>[]> {
  const rows: DatedRow<T>[] = [];
  for (let from = 0; from < unitIds.length; from += READ_AT_ONCE)
    rows.push(...(await lastingRows(trx, table, { unitIds: unitIds.slice(from, from + READ_AT_ONCE), day })));
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ valid_from, id }: { valid_from: string; id: string }) => `${valid_from} ${id}`;

/** In the order of their ids, behind the units: whoever ends or gives a post of theirs waits. */
async function holdPeople(trx: Trx, personIds: readonly string[]): Promise<void> {
  const all = [...new Set(personIds)].sort();
  for (const some of inPieces(all))
    await trx
      .updateTable('person')
      .set(({ ref }) => ({ text_size: ref('text_size') }))
      .where('id', 'in', some)
      .execute();
}

/** What becomes of each row. */
class Moving<T extends DatedTable> {
  readonly ended: string[] = [];
  readonly changed: { id: string; unitId: string }[] = [];
  readonly made: DatedRow<T>[] = [];
  readonly noted: AppointmentSuccessionRow[] = [];
  /** Held at a unit already, or taken there by this change. */
  readonly #there = new Map<string, DatedRow<T>[]>();

  constructor(
    private readonly by: { changeId: string; day: string },
    private readonly whatOf: (row: DatedRow<T>) => string,
  ) {}

  know(row: DatedRow<T>): void {
    const key = `${row.org_unit_id} ${this.whatOf(row)}`;
    this.#there.set(key, [...(this.#there.get(key) ?? []), row]);
  }

  get lastDay(): string {
    return addDays(this.by.day, -1);
  }

  take(row: DatedRow<T>, units: readonly string[]): void {
    const { day } = this.by;
    const begun = row.valid_from < day;
    if (begun || units.length === 0) this.ended.push(row.id);
    if (units.length === 0) this.#note(row, row.id, false);
    for (const [at, unitId] of units.entries()) {
      const wanted = { ...row, org_unit_id: unitId, valid_from: begun ? day : row.valid_from };
      const held = this.#there.get(`${unitId} ${this.whatOf(row)}`)?.find((other) => covers(other, wanted));
      if (begun && held) {
        this.#note(row, held.id, this.made.includes(held));
        continue;
      }
      if (!begun && at === 0) {
        this.changed.push({ id: row.id, unitId });
        this.#note(row, row.id, false);
        this.know(wanted);
        continue;
      }
      const made = { ...wanted, id: newId() };
      this.made.push(made);
      this.#note(row, made.id, true);
      this.know(made);
    }
  }

  #note({ id, org_unit_id, valid_to }: DatedRow<T>, newOne: string, made: boolean): void {
    this.noted.push({
      change_id: this.by.changeId,
      old_id: id,
      new_id: newOne,
      old_unit_id: org_unit_id ?? '',
      old_valid_to: valid_to,
      made: made ? 1 : 0,
    });
  }
}

interface Span {
  valid_from: string;
  valid_to: string | null;
}

const covers = (other: Span, wanted: Span) =>
  other.valid_from <= wanted.valid_from && (other.valid_to ?? '9999') >= (wanted.valid_to ?? '9999');

async function write<T extends DatedTable>(trx: Trx, table: T, move: Moving<T>): Promise<void> {
  for (const ids of inPieces(move.ended)) await endRows(trx, table, { ids, lastDay: move.lastDay });
  for (const changed of move.changed) await placeRow(trx, table, changed);
  for (const rows of inPieces(move.made)) await addRows(trx, table, rows);
  for (const rows of inPieces(move.noted)) await noteSuccession(trx, table, rows);
}

function* inPieces<Item>(all: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}

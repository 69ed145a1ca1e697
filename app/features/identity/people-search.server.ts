import { type ExpressionBuilder, expressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Tree } from '#app/features/organisation/kinds.ts';
import { scopeRange } from '#app/features/organisation/scope.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { type Place, partOf } from '#db/part.server.ts';
import { readNameSearch } from './names.rules.ts';

export interface PeopleSearch {
  /** The part of the organisation, or several; null: everybody, also people without any appointment. */
  scopePath: string | readonly string[] | null;
  tree?: Tree | null;
  /** Only appointments in force on this day count as belonging to a scope. */
  onDay: string;
  /** Beginning of a name, of its pinyin or initials, or of a username. */
  q?: string;
  /** From 1. */
  page?: number;
  pageSize?: number;
  /** Only this position counts as belonging. */
  position?: Position | null;
  /** Only units that stood on that day count: for whoever looks back. */
  asItStood?: boolean;
  /** How many there are, where they have been counted already. */
  counted?: number | null;
  /** What else must be true of them: a condition on `person`, which keeps each of them once. */
  narrow?: (people: People) => People;
}

export interface FoundPerson {
  id: string;
  username: string;
  name: string;
}

export interface PeoplePage {
  people: FoundPerson[];
  total: number;
  page: number;
  pages: number;
}

const PAGE_SIZE = 50;
/** From so many appointments on it is quicker to walk the people by name and ask of each whether they belong. */
const WIDE_SCOPE = 2000;

/** People of a part of the organisation in the order of their names, page by page. At most three statements. */
export async function peopleInScope(db: Db, search: PeopleSearch): Promise<PeoplePage> {
  const pageSize = Math.min(500, search.pageSize ?? PAGE_SIZE);
  const { found, once } = await lookedFor(db, search);
  const { total } =
    search.counted == null
      ? await found
          .select(({ fn }) =>
            (once ? fn.countAll<number>() : fn.count<number>('person.id').distinct()).as('total'),
          )
          .executeTakeFirstOrThrow()
      : { total: search.counted };
  const pages = Math.max(1, Math.ceil(Number(total) / pageSize));
  const page = Math.min(Math.max(1, Math.trunc(search.page ?? 1)), pages);
  // The index of names gives the page; only its rows are looked at whole.
  const shown = found
    .select(['person.id', 'person.name_pinyin'])
    .$if(!once, (query) => query.distinct())
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const rows = await db
    .selectFrom(shown.as('shown'))
    .innerJoin('person', 'person.id', 'shown.id')
    .select(['person.id', 'person.username', 'person.name'])
    .orderBy('shown.name_pinyin')
    .orderBy('shown.id')
    .execute();
  const people = rows.map(({ id, username, name }) => ({ id, username, name }));
  return { people, total: Number(total), page, pages };
}

export interface NamedPerson extends FoundPerson {
  pinyin: string;
}

/**
 * The same people for a file: those behind a place in the order of their names, `[pinyin, id]`, five hundred at most. At most two statements.
 */
export async function peopleBehind(
  db: Db,
  { after, ...search }: PeopleSearch & { after: Place | null },
): Promise<NamedPerson[]> {
  const { found, once } = await lookedFor(db, search);
  const names = found.select(['person.id', 'person.name_pinyin']).$if(!once, (query) => query.distinct());
  const shown = partOf(names, { after, order: byName, pageSize: PAGE_SIZE });
  return db
    .selectFrom(shown.as('shown'))
    .innerJoin('person', 'person.id', 'shown.id')
    .select(['person.id', 'person.username', 'person.name', 'shown.name_pinyin as pinyin'])
    .orderBy('shown.name_pinyin')
    .orderBy('shown.id')
    .execute();
}

const byName = [
  ['person.name_pinyin', 'asc'],
  ['person.id', 'asc'],
] as const;

/** Where somebody stands in the order of names. */
export const placeByName = ({ pinyin, id }: NamedPerson): Place => [pinyin, id];

async function lookedFor(db: Db, search: PeopleSearch): Promise<{ found: People; once: boolean }> {
  const { people: belonging, once } = await whoBelongs(db, search);
  const { narrow = (people) => people } = search;
  return { found: narrow(whoMatches(belonging, search.q ?? '')), once };
}

/** Everybody whose name, pinyin, initials or username begins so, each once: for lists of what they did. */
export function peopleNamed(db: Db, q: string): People {
  return whoMatches(db.selectFrom('person'), q);
}

export type People = SelectQueryBuilder<Database, 'person', unknown>;

/** `once`: nobody comes twice, so that no row need be compared with the others. */
async function whoBelongs(db: Db, search: PeopleSearch): Promise<{ people: People; once: boolean }> {
  const { scopePath, position } = search;
  if (scopePath === null && !position) return { people: db.selectFrom('person'), once: true };
  const posts = postsIn(db, search);
  const tooMany =
    search.counted == null
      ? await posts.select('appointment.id').offset(WIDE_SCOPE).limit(1).executeTakeFirst()
      : search.counted > WIDE_SCOPE;
  if (!tooMany) {
    // What follows speaks of the person only.
    const people = posts.innerJoin('person', 'person.id', 'appointment.person_id') as unknown as People;
    return { people, once: false };
  }
  const people = db.selectFrom('person').where('person.id', 'in', posts.select('appointment.person_id'));
  return { people, once: true };
}

/**
 * The appointments of one or several parts of the organisation (null: of all of it) on a day, for other questions about the same
 * people; a scope within another adds nobody.
 */
export function postsIn(
  db: Db,
  {
    scopePath,
    tree,
    onDay,
    position,
    asItStood,
  }: Pick<PeopleSearch, 'scopePath' | 'tree' | 'onDay' | 'position' | 'asItStood'>,
) {
  let posts = db
    .selectFrom('org_unit')
    .innerJoin('appointment', 'appointment.org_unit_id', 'org_unit.id')
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    );
  if (scopePath !== null) posts = posts.where(within(scopePath, tree));
  if (position) posts = posts.where('appointment.position', '=', position);
  if (!asItStood) return posts;
  return posts
    .where('org_unit.valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('org_unit.valid_to', 'is', null), eb('org_unit.valid_to', '>=', onDay)]));
}

function within(scopePath: string | readonly string[], tree: Tree | null | undefined) {
  const scopes = typeof scopePath === 'string' ? [scopePath] : scopePath;
  return ({ or, and, eb }: ExpressionBuilder<Database, 'org_unit'>) =>
    or(
      scopes.map((scope) => {
        const { from, to } = scopeRange(scope);
        return and([
          eb('org_unit.tree', '=', tree ?? (scope.startsWith('p') ? 'party' : 'territory')),
          eb('org_unit.path', '>=', from),
          eb('org_unit.path', '<', to),
        ]);
      }),
    );
}

function whoMatches(people: People, q: string): People {
  const search = readNameSearch(q);
  if (search.kind === 'everyone') return people;
  if (search.kind === 'nobody') return people.where(sql<boolean>`1 = 0`);
  const { letters } = search;
  if (search.kind === 'characters') {
    return people
      .where('person.name_pinyin', '>=', letters)
      .where('person.name_pinyin', '<', `${letters}{`)
      .where('person.name', 'like', `${search.characters}%`);
  }
  // What follows speaks of the person only.
  return people.innerJoin(beginningWith(letters).as('named'), 'named.id', 'person.id') as unknown as People;
}

/** Whose username, pinyin or initials begin so: two ranges, each read in its own index. */
function beginningWith(letters: string) {
  const first = letters.slice(0, 1);
  const plain = letters.replaceAll('_', '');
  const person = () => expressionBuilder<Database, never>().selectFrom('person').select('person.id');
  // Full pinyin and initials begin with the same letter, so one range of the index holds both.
  const called = person()
    .where('person.name_pinyin', '>=', first)
    .where('person.name_pinyin', '<', `${first}{`)
    .where(({ or, eb }) =>
      or([eb('person.name_pinyin', 'like', `${plain}%`), eb('person.name_pinyin', 'like', `% ${plain}%`)]),
    );
  return person()
    .where('person.username', '>=', letters)
    .where('person.username', '<', `${letters}{`)
    .union(called);
}

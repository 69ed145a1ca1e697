import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import type { CourseForm, Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Bits } from './bits.rules.ts';
import { asLine, lineColumns } from './course-lines.server.ts';
import { listed, readDetails } from './courses.server.ts';
import type { LibraryCourse, LibrarySearch } from './library-course.rules.ts';
import { buildLibraryIndex, type LibraryFind, type LibraryIndex } from './library-search.rules.ts';
import { catalogueRevision } from './versions.server.ts';

export interface LibraryPage extends LibraryFind {
  /** From 1; the last one where more was asked for. */
  page: number;
  /** All modules of the library by school, as a filter offers them. */
  modules: LibraryIndex['modules'];
}

interface Shelf {
  revision: number;
  index?: LibraryIndex;
  building?: Promise<LibraryIndex>;
  open?: { ids: ReadonlySet<string>; index: LibraryIndex; bits: Bits };
}

/** One index a database; a test has many databases. */
const shelves = new WeakMap<Db, Shelf>();

/** In a large library a request waits so long for a newer index and then makes do with the older one. */
const PATIENCE_MS = 150;
const LARGE = 2_000;
const COURSES_A_READ = 200;

/**
 * One page of the course library in order, and how many courses there are in all. `openIds`: the courses that can be chosen
 * now, see `openNow` of the timetable. One statement, and few more after the library has changed.
 */
export async function searchLibrary(
  db: Db,
  search: LibrarySearch,
  openIds: ReadonlySet<string>,
): Promise<LibraryPage> {
  const index = await libraryIndex(db);
  const open = openBits(shelfOf(db), index, openIds);
  const found = index.find(search, open);
  const last = Math.max(1, Math.ceil(found.total / search.limit));
  const page = Math.floor(search.skip / search.limit) + 1;
  const { courses } = page <= last ? found : index.find({ ...search, skip: (last - 1) * search.limit }, open);
  return { ...found, courses, page: Math.min(page, last), modules: index.modules };
}

function shelfOf(db: Db): Shelf {
  const shelf = shelves.get(db) ?? { revision: -1 };
  shelves.set(db, shelf);
  return shelf;
}

/** The same set of open courses comes again and again: it is turned into bits once. */
function openBits(shelf: Shelf, index: LibraryIndex, ids: ReadonlySet<string>): Bits {
  if (shelf.open?.ids !== ids || shelf.open.index !== index)
    shelf.open = { ids, index, bits: index.setOf(ids) };
  return shelf.open.bits;
}

async function libraryIndex(db: Db): Promise<LibraryIndex> {
  const shelf = shelfOf(db);
  const revision = await catalogueRevision(db);
  if (shelf.index && shelf.revision === revision) return shelf.index;
  shelf.building ??= build(db, shelf, revision).finally(() => {
    shelf.building = undefined;
  });
  if (!shelf.index || shelf.index.courses.length < LARGE) return shelf.building;
  return Promise.race([shelf.building, pause(PATIENCE_MS, shelf.index, { ref: false })]);
}

async function build(db: Db, shelf: Shelf, revision: number): Promise<LibraryIndex> {
  const courses = await everyCourse(db);
  const steps = buildLibraryIndex(courses, shelf.index);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      shelf.index = step.value;
      shelf.revision = revision;
      return step.value;
    }
    await breathe();
  }
}

async function everyCourse(db: Db): Promise<LibraryCourse[]> {
  const courses: LibraryCourse[] = [];
  for (let after = ''; ; ) {
    const rows = await courseRows(db, after);
    courses.push(...rows.map(asLibraryCourse));
    after = rows.at(-1)?.id ?? '';
    if (rows.length < COURSES_A_READ) return courses;
    await breathe();
  }
}

function courseRows(db: Db, after: string) {
  return db
    .selectFrom('course')
    .leftJoin('course_score', 'course_score.course_id', 'course.id')
    .select([...lineColumns, 'details', 'created_at'])
    .select(({ selectFrom }) => [
      selectFrom('course_form')
        .select(({ fn }) => fn<string>('group_concat', ['form']).as('forms'))
        .whereRef('course_form.course_id', '=', 'course.id')
        .as('forms'),
      selectFrom('course_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('course_audience.course_id', '=', 'course.id')
        .as('positions'),
    ])
    .where('state', '=', 'in-use')
    .where('course.id', '>', after)
    .orderBy('course.id')
    .limit(COURSES_A_READ)
    .execute();
}

function asLibraryCourse(row: Awaited<ReturnType<typeof courseRows>>[number]): LibraryCourse {
  return {
    ...asLine(row),
    tags: readDetails(row.details).tags,
    forms: listed<CourseForm>(row.forms),
    audience: listed<Position>(row.positions),
    createdAt: row.created_at,
  };
}

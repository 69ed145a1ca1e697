import type { Db } from '#db/database.ts';
import { namePinyin } from './names.rules.ts';
import { isUsername } from './usernames.rules.ts';

/** Longer ones nobody types. */
const MOST_LETTERS = 40;
const NAMELESS = 'xueyuan';
const TRIES = 20;

/**
 * A free username for each of these new people, in their order: the pinyin of the name, with a number from the second of that name on (`zhangsan`,
 * `zhangsan2`). What is free is asked again when the person is added. Two statements for some hundreds, more where many are called the same.
 */
export async function newUsernames(db: Db, names: readonly string[]): Promise<string[]> {
  const stems = names.map(stemOf);
  const next = await alreadyCalled(db, names, stems);
  const given = new Set<string>();
  let wanted = stems.map((stem) => {
    const number = (next.get(stem) ?? 0) + 1;
    next.set(stem, number);
    return { stem, username: numbered(stem, number) };
  });
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const taken = await takenOf(
      db,
      wanted.map(({ username }) => username),
    );
    if (taken.size === 0 && new Set(wanted.map(({ username }) => username)).size === wanted.length) break;
    given.clear();
    wanted = wanted.map(({ stem, username }) => {
      let free = username;
      while (taken.has(free) || given.has(free)) {
        const number = (next.get(stem) ?? 1) + 1;
        next.set(stem, number);
        free = numbered(stem, number);
      }
      given.add(free);
      return { stem, username: free };
    });
  }
  return wanted.map(({ username }) => username);
}

function stemOf(name: string): string {
  const letters = (namePinyin(name).split(' ')[0] ?? '').slice(0, MOST_LETTERS);
  return isUsername(letters) ? letters : NAMELESS;
}

const numbered = (stem: string, number: number) => (number === 1 ? stem : `${stem}${number}`);

/** How many are called so by now: where to begin to count. */
async function alreadyCalled(
  db: Db,
  names: readonly string[],
  stems: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('person')
    .select(({ fn }) => ['name_pinyin', fn.countAll<number>().as('people')])
    .where('name_pinyin', 'in', [...new Set(names.map(namePinyin))])
    .groupBy('name_pinyin')
    .execute();
  const people = new Map(rows.map((row) => [row.name_pinyin, Number(row.people)]));
  return new Map(names.map((name, index) => [stems[index] ?? NAMELESS, people.get(namePinyin(name)) ?? 0]));
}

async function takenOf(db: Db, usernames: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('person')
    .select('username')
    .where('username', 'in', [...usernames])
    .execute();
  return new Set(rows.map(({ username }) => username));
}

import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { statusWords, WITHOUT_SHEET } from '#app/features/assessment/parts/status-words.ts';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { type PostsRecord, postsOfMany } from '#app/features/credits/records.server.ts';
import { type NamedPerson, peopleBehind, placeByName } from '#app/features/identity/people-search.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { SheetColumn, TableSheet } from '#app/lib/sheets/table-sheet.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { everyRow } from '#db/part.server.ts';
import { closedResults } from './closed-results.server.ts';
import { type KeptStanding, keptStandings, reckonedUntil } from './kept.server.ts';
import { listSearch, type Narrowing, standingsOf } from './people.server.ts';

interface Line extends NamedPerson {
  record: PostsRecord | undefined;
  standing: KeptStanding;
}

// With several schemes each figure is named; a sum would mean nothing.
const all = ({ standing: { schemes } }: Line, of: (scheme: KeptStanding['schemes'][number]) => number) => {
  const [first, ...others] = schemes;
  if (!first) return null;
  return others.length === 0 ? of(first) / 100 : schemes.map((one) => of(one) / 100).join('；');
};

const columns: readonly SheetColumn<Line>[] = [
  { title: '姓名', width: 12, value: ({ name }) => name },
  {
    title: '身份',
    width: 44,
    value: ({ record }) =>
      (record?.posts ?? [])
        .map(({ position, unitName }) => `${unitName} ${positionNames[position]}`)
        .join('；'),
  },
  {
    title: '结果',
    width: 12,
    value: ({ standing }) => (standing.withoutSheet ? WITHOUT_SHEET : statusWords[standing.status]),
  },
  {
    title: '方案',
    width: 32,
    value: ({ standing }) => standing.schemes.map(({ title }) => title).join('；'),
  },
  { title: '应修', width: 10, figures: true, value: (line) => all(line, ({ required }) => required) },
  { title: '计入', width: 10, figures: true, value: (line) => all(line, ({ counted }) => counted) },
  { title: '还差', width: 10, figures: true, value: (line) => all(line, ({ missing }) => missing) },
];

interface Asked {
  actor: Actor;
  moment: Moment;
  /** What the list is narrowed by; everybody of the scope where left out. */
  asked?: Narrowing;
  now: Date;
}

/**
 * The file of an assessor's list, in the order of names: what their year's result is and which posts they held on the day, nothing of
 * when they were there. Whoever is in it has been read: that is noted before their row leaves. By the published values; whoever has none is reckoned here.
 */
export async function peopleSheet(db: Db, { actor, moment, asked, now }: Asked): Promise<TableSheet<Line>> {
  const until = await reckonedUntil(db, moment.year);
  const search = await listSearch(db, { actor, moment, asked });
  return {
    name: `${moment.year} 年学分情况`,
    lead: `${moment.year} 年学分情况，按姓名排列，不是名次。身份是 ${formatDate(moment.onDay)}的；${until ? `统计到 ${formatMoment(until)}` : '年度结果是导出时算的'}。供组织了解参考，不作为唯一依据。`,
    columns,
    rows: everyRow(
      async (after) =>
        search ? linesOf(db, await peopleBehind(db, { ...search, after }), { actor, moment, now }) : [],
      placeByName,
    ),
  };
}

async function linesOf(
  db: Db,
  people: readonly NamedPerson[],
  { actor, moment, now }: Omit<Asked, 'asked'>,
): Promise<Line[]> {
  const personIds = people.map(({ id }) => id);
  if (personIds.length === 0) return [];
  const { year, onDay } = moment;
  const [posts, kept, closed] = await Promise.all([
    postsOfMany(db, personIds, { from: onDay, to: onDay, years: [year] }),
    keptStandings(db, personIds, year),
    closedResults(db, { personIds, year }),
  ]);
  // A file goes to the organisation: of a closed year it says what holds now, not what was published some minutes ago.
  for (const [id, result] of closed) kept.set(id, result);
  const missing = people.filter(({ id }) => !kept.has(id));
  if (missing.length > 0)
    for (const { personId, status, schemes } of await standingsOf(db, missing, moment))
      kept.set(personId, { status, schemes });
  await noteReadings(db, { actor, personIds, way: 'statement.exported', moment, now });
  return people.map((person) => ({
    ...person,
    record: posts.get(person.id),
    standing: kept.get(person.id) ?? { status: 'no-scheme', schemes: [] },
  }));
}

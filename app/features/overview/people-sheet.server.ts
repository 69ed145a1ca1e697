import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { statusWords, WITHOUT_SHEET } from '#app/features/assessment/parts/status-words.ts';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { type PostsRecord, postsOfMany } from '#app/features/credits/records.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { closedResults } from './closed-results.server.ts';
import { type Named, nextInScope } from './everybody.server.ts';
import { type KeptStanding, keptStandings, reckonedUntil } from './kept.server.ts';
import { standingsOf } from './people.server.ts';

const AT_ONCE = 500;

/** How wide the columns are, in letters. */
export const sheetWidths = [12, 44, 12, 32, 10, 10, 10] as const;
const heads = ['姓名', '身份', '结果', '方案', '应修', '计入', '还差'];

/**
 * The rows of the file of an assessor's whole scope, in the order of names: what their year's result is and which posts they held on the day, nothing of
 * when they were there. Whoever is in it has been read: that is noted before their row leaves. Asked for in batches, so that neither the
 * number of people nor a slow reader costs memory. By the published values; whoever has none is reckoned here.
 */
export async function* peopleRows(
  db: Db,
  { actor, moment, now }: { actor: Actor; moment: Moment; now: Date },
): AsyncGenerator<(string | number)[]> {
  const until = await reckonedUntil(db, moment.year);
  yield [
    `${moment.year} 年学分情况，按姓名排列，不是名次。身份是 ${formatDate(moment.onDay)}的；${until ? `统计到 ${formatMoment(until)}` : '年度结果是导出时算的'}。供组织了解参考，不作为唯一依据。`,
  ];
  yield heads;
  let last: Named | null = null;
  for (;;) {
    const people: Named[] = await nextInScope(db, { actor, moment, after: last });
    for (let at = 0; at < people.length; at += AT_ONCE)
      yield* rowsOf(db, people.slice(at, at + AT_ONCE), { actor, moment, now });
    last = people.at(-1) ?? null;
    if (!last) return;
  }
}

async function* rowsOf(
  db: Db,
  people: readonly Named[],
  { actor, moment, now }: { actor: Actor; moment: Moment; now: Date },
): AsyncGenerator<(string | number)[]> {
  const personIds = people.map(({ id }) => id);
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
  for (const { id, name } of people) yield rowOf(name, posts.get(id), kept.get(id));
}

function rowOf(
  name: string,
  record: PostsRecord | undefined,
  { status, schemes, withoutSheet }: KeptStanding = { status: 'no-scheme', schemes: [] },
): (string | number)[] {
  const [first, ...others] = schemes;
  const posts = (record?.posts ?? []).map(
    ({ position, unitName }) => `${unitName} ${positionNames[position]}`,
  );
  const words = [name, posts.join('；'), withoutSheet ? WITHOUT_SHEET : statusWords[status]];
  if (!first) return words;
  // With several schemes each figure is named; a sum would mean nothing.
  const all = (of: (scheme: (typeof schemes)[number]) => number) =>
    others.length === 0 ? of(first) / 100 : schemes.map((one) => of(one) / 100).join('；');
  return [
    ...words,
    schemes.map(({ title }) => title).join('；'),
    all(({ required }) => required),
    all(({ counted }) => counted),
    all(({ missing }) => missing),
  ];
}

/** What of an answer could rank people: who stands in it in which order, and what is said of each. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { yearStandings } from '#app/features/credits/standing.server.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { pdfText } from '#tests/support/pdf-text.ts';
import { everyRoute, realParameters } from './every-route.ts';

export interface Ranks {
  /** Everybody by name, which are all different. */
  names: string[];
  /** Credits of all years, different for everybody. */
  credits: Map<string, number>;
  /** What counts this year, of whoever owes something. */
  counted: Map<string, number>;
  /** Milliseconds watched, of whoever has watched anything. */
  watched: Map<string, number>;
}

/** Gives everybody credits so that no two have as many, in an order that has nothing to do with names or with when they came. */
export async function distinctCredits(db: Db): Promise<Ranks> {
  const people = await db.selectFrom('person').select(['id', 'name']).orderBy('id').execute();
  const rules = await db
    .selectFrom('policy_version')
    .select('id')
    .where('kind', '=', 'rules')
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const now = new Date();
  const year = yearOf(now);
  const before = await sums(db);
  const places = shuffled(people.map((_, at) => at));
  const wanted = people.map((_, at) => 10_000 + (places[at] ?? 0) * 25);
  const entries = people.flatMap(({ id }, at) =>
    daysOf(Math.max(0, (wanted[at] ?? 0) - (before.get(id) ?? 0))).map((amount, day) => ({
      personId: id,
      category: 'A' as const,
      amount,
      school: 'governance' as const,
      title: '议事',
      sourceId: `ranked-${at}-${day}`,
      occurredOn: `${year}-01-${String(day + 1).padStart(2, '0')}`,
    })),
  );
  // The ledger lists what came last, so people take turns in it.
  const inTurn = shuffled(entries).sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : 1));
  await addEntries(db, { entries: inTurn, sourceType: 'load', ruleVersionId: rules.id, now });
  const after = await sums(db);
  const viewings = await db
    .selectFrom('viewing')
    .innerJoin('person', 'person.id', 'viewing.person_id')
    .select(['person.name', sql<number>`sum(covered_ms)`.as('watched')])
    .groupBy('person.name')
    .execute();
  const standings = await yearStandings(
    db,
    people.map(({ id }) => id),
    { year, today: dayOf(now) },
  );
  const counted = people.flatMap(({ id, name }): [string, number][] => {
    const first = standings.get(id)?.standings.find(({ required }) => required > 0);
    return first ? [[name, first.counted]] : [];
  });
  return {
    counted: new Map(counted),
    names: people.map(({ name }) => name),
    credits: new Map(people.map(({ id, name }) => [name, after.get(id) ?? 0])),
    watched: new Map(viewings.map(({ name, watched }) => [name, Number(watched)])),
  };
}

/** The same order every time, and that of nothing else. */
function shuffled<T>(some: readonly T[]): T[] {
  const sign = (at: number) => createHash('sha256').update(`ranked ${at}`).digest('hex');
  return some
    .map((one, at) => ({ one, sign: sign(at) }))
    .sort((a, b) => (a.sign < b.sign ? -1 : 1))
    .map(({ one }) => one);
}

/** No more than eight credits of a day count. */
function daysOf(amount: number): number[] {
  const days = Array.from({ length: Math.floor(amount / 800) }, () => 800);
  return amount % 800 === 0 ? days : [...days, amount % 800];
}

async function sums(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('credit_entry')
    .select(({ fn }) => ['person_id', fn.sum<number>('amount').as('sum')])
    .groupBy('person_id')
    .execute();
  return new Map(rows.map(({ person_id, sum }) => [person_id, Number(sum)]));
}

/** Parameters for as many routes as there is something for: where a story names none, the first row of the table of that name. */
export async function anyParameters(db: Db): Promise<Record<string, string>> {
  const known = await realParameters(db);
  const tables = new Set((await tableShapes('embedded')).map(({ name }) => name));
  const names = new Set(
    everyRoute().flatMap(({ pattern }) => [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')),
  );
  for (const name of names) {
    const table = name.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (known[name] !== undefined || !name.endsWith('Id') || !tables.has(table)) continue;
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} limit 1`.execute(db);
    if (rows[0]) known[name] = rows[0].id;
  }
  return known;
}

/** The words of an answer as a person reads them, whatever kind of file it is. */
export async function wordsOf(type: string, bytes: Uint8Array): Promise<string> {
  if (type.includes('spreadsheetml') || type.includes('csv')) {
    const sheet = await readSheet(bytes, { mostRows: 25_000 });
    if (!sheet.ok) throw new Error(sheet.reason);
    return sheet.rows.map((row) => row.join('\t')).join('\n');
  }
  if (type.includes('pdf')) return pdfText(bytes);
  const text = new TextDecoder().decode(bytes);
  return type.includes('html')
    ? text.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]*>/g, '\n')
    : text;
}

/** Whoever is named, in the order of first mention. */
export function peopleIn(words: string, { names }: Ranks): string[] {
  return names
    .map((name) => ({ name, at: words.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** A handful in one order says nothing; from so many on it does not come about by chance. */
export const ENOUGH = 10;

/** Of all pairs of people, how many stand as their figures do, less how many stand the other way: 1 is a ranking, −1 the same from below. */
export function agreement(people: readonly string[], figures: ReadonlyMap<string, number>): number {
  const values = people.flatMap((name) => figures.get(name) ?? []);
  let [with_, against] = [0, 0];
  for (const [at, one] of values.entries())
    for (const other of values.slice(at + 1)) {
      if (one > other) with_ += 1;
      if (one < other) against += 1;
    }
  return with_ + against === 0 || values.length < ENOUGH ? 0 : (with_ - against) / (with_ + against);
}

/** More is a sentence. */
const LONGEST_FIELD = 16;

/** Headings of columns, names of terms and of fields in JSON: what is said of each. */
export function fieldsOf(type: string, text: string, words: string): string[] {
  const fields = type.includes('json')
    ? [...text.matchAll(/"([\w-]+)"\s*:/g)].map(([, name]) => name ?? '')
    : type.includes('html')
      ? [...text.matchAll(/<(?:th|dt)\b[^>]*>([\s\S]*?)<\/(?:th|dt)>/g)].map(([, inner]) =>
          (inner ?? '').replaceAll(/<[^>]*>/g, '').trim(),
        )
      : words.split('\n').flatMap((line) => line.split('\t'));
  return fields.filter(({ length }) => length <= LONGEST_FIELD);
}

/** What no list of people says: how long somebody was there, how often, and which place they hold. */
export const forbiddenField =
  /名次|排名|位次|排行|在线时长|学习时长|观看时长|分钟|登录(天数|次数)|^(rank|ranking|place|minutes|online\w*|watched\w*|login\w*|duration\w*|covered\w*)$/i;

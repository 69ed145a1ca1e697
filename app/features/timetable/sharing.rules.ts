/**
 * What the four schools share. Source: 四校合一, 统筹整合四校的教学资源、阵地、师资 (domain model A2: a teacher, a place or a course used by two
 * schools or more). Everything is listed by name: how much somebody is used is no merit and no fault.
 */
import { type School, schools } from '#app/lib/vocabulary.ts';

/** That one school uses one thing so many times; a course also names the school that made it, with none. */
export interface Use {
  id: string;
  name: string;
  /** Where it can be looked at; null where it has no page. */
  href: string | null;
  /** Null: the college as a whole. */
  school: School | null;
  times: number;
}

export interface UsedThing {
  id: string;
  name: string;
  href: string | null;
  /** In the order of the schools. */
  uses: { school: School; times: number }[];
}

/** The same things in two lists, each by name in pinyin order. */
export interface Sharing {
  shared: UsedThing[];
  single: UsedThing[];
}

const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Which things two schools or more use, and which only one does, or only the college as a whole. */
export function sharingOf(uses: readonly Use[]): Sharing {
  const things = new Map<string, UsedThing>();
  for (const { id, name, href, school, times } of uses) {
    const thing = things.get(id) ?? { id, name, href, uses: [] };
    things.set(id, thing);
    if (school === null) continue;
    const known = thing.uses.find((use) => use.school === school);
    if (known) known.times += times;
    else thing.uses.push({ school, times });
  }
  const all = [...things.values()].sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  for (const { uses: own } of all) own.sort((a, b) => schools.indexOf(a.school) - schools.indexOf(b.school));
  return {
    shared: all.filter(({ uses: own }) => own.length >= 2),
    single: all.filter(({ uses: own }) => own.length < 2),
  };
}

/** A term, or the terms that begin in a calendar year. */
export interface SharingScope {
  key: string;
  label: string;
  termIds: string[];
  /** Calendar days, both included. */
  from: string;
  to: string;
}

interface ScopeTerm {
  id: string;
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** Everything that can be asked about, the newest first: each term as `term-<code>`, each year as `year-2026`. `terms`: newest first. */
export function sharingScopes(terms: readonly ScopeTerm[]): SharingScope[] {
  const years = [...new Set(terms.map(({ startsOn }) => startsOn.slice(0, 4)))];
  return [
    ...terms.map((term) => scopeOf(`term-${term.code}`, term.name, [term])),
    ...years.map((year) =>
      scopeOf(
        `year-${year}`,
        `${year} 年`,
        terms.filter(({ startsOn }) => startsOn.startsWith(year)),
      ),
    ),
  ];
}

function scopeOf(key: string, label: string, terms: readonly ScopeTerm[]): SharingScope {
  const starts = terms.map(({ startsOn }) => startsOn).sort();
  const ends = terms.map(({ endsOn }) => endsOn).sort();
  return { key, label, termIds: terms.map(({ id }) => id), from: starts[0] ?? '', to: ends.at(-1) ?? '' };
}

/** The scope asked for, else the term that is running on a day, else the one that began last; null when there is no term at all. */
export function chosenScope(
  scopes: readonly SharingScope[],
  { asked, today }: { asked: string | null; today: string },
): SharingScope | null {
  const terms = scopes.filter(({ key }) => key.startsWith('term-'));
  return (
    scopes.find(({ key }) => key === asked) ??
    terms.find(({ from, to }) => from <= today && today <= to) ??
    terms.find(({ from }) => from <= today) ??
    terms[0] ??
    null
  );
}

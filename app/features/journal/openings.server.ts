import { LRUCache } from 'lru-cache';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { keptFilters } from './filters.rules.ts';
import { writeJournal } from './journal.server.ts';

interface Reading {
  actor: Actor;
  /** `area.opened` and the like: see action-names.rules.ts. */
  action: string;
  now: Date;
}

/**
 * Notes that somebody opened another person's record; of one's own nothing is noted. Awaited before the page is answered: where it cannot be written,
 * nothing is shown. Source: personal information protection law, article 51; GB/T 22239-2019, audit of every user.
 */
export async function noteOpened(
  db: Db,
  {
    subject: [subjectType, subjectId],
    concerns,
    ...reading
  }: Reading & { subject: [type: string, id: string]; concerns: string | null },
): Promise<void> {
  if (concerns !== null && concerns === reading.actor.personId) return;
  await writeJournal(db, { ...reading, subjectType, subjectId, concerns });
}

const MOST_FIELDS = 10;

/** Notes that somebody looked at a list of people: one line with what the list was narrowed by (see `keptFilters`), none for each of those in it. */
export async function noteList(db: Db, { url, ...reading }: Reading & { url: string }): Promise<void> {
  const { pathname, searchParams } = new URL(url);
  const fields = [...searchParams].filter(([name, value]) => value && !/^_|^index$/.test(name));
  const filters = keptFilters(fields.slice(0, MOST_FIELDS));
  const page = pathname.replace(/(\/_root)?\.data$/, '').slice(0, 64);
  await writeJournal(db, { ...reading, subjectType: 'list', subjectId: page, detail: { filters } });
}

/** A teacher goes to and fro between the parts of a class: that is one look at it. */
const ONE_LOOK_MS = 10 * 60_000;
const looks = new WeakMap<Db, LRUCache<string, true>>();

/** Notes that somebody looked at the people of a class they work in, once in ten minutes of this process. */
export async function noteRoster(
  db: Db,
  { actor, sectionId, now }: { actor: Actor; sectionId: string; now: Date },
): Promise<void> {
  const known = looks.get(db) ?? new LRUCache<string, true>({ max: 10_000, ttl: ONE_LOOK_MS });
  looks.set(db, known);
  const key = `${actor.personId} ${sectionId}`;
  if (known.has(key)) return;
  const subject = ['section', sectionId] as [string, string];
  await noteOpened(db, { actor, action: 'section.roster-read', subject, concerns: null, now });
  known.set(key, true);
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { findingLine, verifyAcademy } from '#app/cli/checks/all.ts';
import { loadDemo } from '#app/cli/demo/load-demo.ts';
import { readEnv } from '#app/lib/env.ts';
import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';

const engineOf = (name: string): Engine => (name === 'sqlite' ? 'embedded' : 'server');

function demoEnv(folder: string) {
  const reading = readEnv({ MEDIA_URL: `file:${folder}` });
  if (!reading.ok) throw new Error(reading.problem);
  return reading.env;
}

/** The demo academy in an empty database, as it is on this day; its lectures are thrown away again. */
export async function loadDemoOn(db: Db, now: Date) {
  const folder = join(inject('databases').folder, `demo-media-${now.getTime()}`);
  try {
    return await loadDemo(db, { env: demoEnv(folder), now });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The lines of `verify` that tell of something wrong. */
export async function breaches(db: Db, engine: string): Promise<string[]> {
  const findings = await verifyAcademy(db, engineOf(engine));
  return findings.filter(({ breach }) => breach).map(findingLine);
}

export const personNamed = async (db: Db, username: string) =>
  (await db.selectFrom('person').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id;

/** The films that wait to be made ready, a published one first. */
export function filmsInQueue(db: Db) {
  return db
    .selectFrom('recording_processing as work')
    .leftJoin('recording_publication as shown', 'shown.recording_id', 'work.recording_id')
    .leftJoin('recording_cut_wish as wish', 'wish.recording_id', 'work.recording_id')
    .select(['work.recording_id', 'state', 'published_at', 'asked_at'])
    .orderBy('published_at', 'desc')
    .execute();
}

/** Every missed meeting that somebody makes up, those under way first. */
export function makeUpsOf(db: Db) {
  return db
    .selectFrom('make_up')
    .select(['person_id', 'watched_percent', 'score', 'done_at'])
    .orderBy('done_at')
    .execute();
}

/** Every file that answers a question, with how far its attempt is. */
export function fileAnswers(db: Db) {
  return db
    .selectFrom('attempt_file')
    .innerJoin('attempt', 'attempt.id', 'attempt_file.attempt_id')
    .leftJoin('attempt_marking', 'attempt_marking.attempt_id', 'attempt.id')
    .select(['attempt.person_id', 'submitted_at', 'waiting', 'score'])
    .execute();
}

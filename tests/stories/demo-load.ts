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

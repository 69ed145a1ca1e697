import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { keysElsewhere } from '#app/cli/backup/key-files.server.ts';
import { missingKeys } from '#app/cli/doctor/keys.ts';
import { missingPolicies } from '#app/features/credits/policies.server.ts';
import { storeOf } from '#app/features/media/files.server.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import type { Env } from '#app/lib/env.ts';
import { dayOf } from '#app/lib/time.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { type Engine, engineOf } from '#db/dialect.server.ts';
import { pendingMigrations, statementsToAppendOnly } from '#db/migrate.server.ts';
import { keptForGood } from '#db/migrations/0045_kept_for_good.ts';
import { keptOfJournal } from '#db/migrations/0054_audit.ts';
import { lettingsForClosed } from '#db/migrations/0055_privacy.ts';
import { keptOfWords } from '#db/migrations/0060_erasable_words.ts';

export interface Finding {
  state: 'ok' | 'note' | 'lacks';
  subject: string;
  line: string;
}

const LEAST_FREE_MB = 500;
const PATIENCE_MS = 3000;

/** Looks at everything that the academy uses on this machine. Changes nothing; into a bucket it writes a few bytes and removes them. */
export async function lookAround(env: Env): Promise<Finding[]> {
  return [
    node(process.versions.node),
    ...[await database(env)].flat(),
    await folder('data', env.DATA_DIR),
    await mediaStore(env),
    await program(
      'ffmpeg',
      ['-version'],
      'films are published as they are: no sizes to choose, no sound alone, and only what every browser plays',
    ),
    mux(env),
    ...messages(env),
    await redis(env),
    env.PUBLIC_URL
      ? { state: 'ok', subject: 'address', line: env.PUBLIC_URL.origin }
      : {
          state: 'note',
          subject: 'address',
          line: 'PUBLIC_URL is not set: sign-in cookies are not bound to https',
        },
  ];
}

/** Whether this Node runs the academy: 20.19 or newer. */
export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return {
    state: fits ? 'ok' : 'lacks',
    subject: 'Node',
    line: fits ? version : `${version} is too old: 20.19 or newer is needed`,
  };
}

async function database(env: Env): Promise<Finding | Finding[]> {
  const subject = 'database';
  try {
    const engine = engineOf(env.DATABASE_URL);
    if (engine === 'embedded' && !(await exists(env.DATABASE_URL.slice('file:'.length))))
      return {
        state: 'lacks',
        subject,
        line: `${env.DATABASE_URL} is not there yet: run npm run academy -- migrate`,
      };
    const db = await openDatabase(env.DATABASE_URL);
    try {
      const pending = await pendingMigrations(db, engine);
      if (pending.length > 0)
        return {
          state: 'lacks',
          subject,
          line: `not up to date (${pending.join(', ')}): run npm run academy -- migrate`,
        };
      const demo = (await academyFlag(db, 'demo')) === null ? '' : ', the demo academy';
      const found: Finding = { state: 'ok', subject, line: `${engine}, up to date${demo}` };
      return [
        ...[found, ...(await ledger(db, engine))],
        ...[...(await policies(db)), ...(await ownership(db, env)), ...(await keys(db, env))],
      ];
    } finally {
      await closeDatabase(db);
    }
  } catch (error) {
    return { state: 'lacks', subject, line: `cannot be opened: ${lineOf(error)}` };
  }
}

async function ledger(db: Db, engine: Engine): Promise<Finding[]> {
  const statements: string[] = [];
  for (const table of ['credit_entry', ...keptForGood])
    statements.push(...(await statementsToAppendOnly(db, engine, table, lettingsForClosed[table])));
  for (const [table, letting] of Object.entries({ ...keptOfJournal, ...keptOfWords }))
    statements.push(...(await statementsToAppendOnly(db, engine, table, letting)));
  if (statements.length === 0) return [];
  const line = `whoever reaches the database can change the ledger, closed years, certificates or the journal; its administrator may run: ${statements.join('; ')}`;
  return [{ state: 'note', subject: 'ledger', line }];
}

async function policies(db: Db): Promise<Finding[]> {
  const missing = await missingPolicies(db, dayOf(new Date()));
  if (missing.length === 0) return [];
  const line = `no ${missing.join(', ')} in force: run npm run academy -- policies publish`;
  return [{ state: 'note', subject: 'policies', line }];
}

async function keys(db: Db, env: Env): Promise<Finding[]> {
  const lines = [await keysElsewhere(db, env), await missingKeys(db, env)];
  return lines.flatMap((line) => (line ? [{ state: 'lacks' as const, subject: 'keys', line }] : []));
}

async function ownership(db: Db, env: Env): Promise<Finding[]> {
  const whose = await whoseStore(db, { env, needOf: needOfBytes });
  if (whose !== 'anothers' && whose !== 'unknown') return [];
  const line = `${env.MEDIA_URL} belongs to another database, nothing is removed from it: see npm run academy -- media adopt --help`;
  return [{ state: 'note', subject: 'media', line }];
}

async function folder(subject: string, path: string): Promise<Finding> {
  try {
    const there = await nearestFolder(resolve(path));
    await access(there, constants.W_OK);
    const { bavail, bsize } = await statfs(there);
    const free = Math.floor((bavail * bsize) / 1024 / 1024);
    const line = `${path}, ${free.toLocaleString('en')} MB free`;
    return free < LEAST_FREE_MB
      ? { state: 'lacks', subject, line: `${line}: make room` }
      : { state: 'ok', subject, line };
  } catch (error) {
    return { state: 'lacks', subject, line: `${path} cannot be written: ${lineOf(error)}` };
  }
}

async function mediaStore(env: Env): Promise<Finding> {
  const { MEDIA_URL } = env;
  const subject = 'media';
  if (MEDIA_URL.startsWith('file:')) return folder(subject, MEDIA_URL.slice('file:'.length));
  try {
    await storeOf(env).probe();
    return { state: 'ok', subject, line: `${MEDIA_URL} takes, gives and removes files` };
  } catch (error) {
    return { state: 'lacks', subject, line: `${MEDIA_URL} cannot be used: ${lineOf(error)}` };
  }
}

async function program(name: string, words: string[], why: string): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(name, words, { timeout: PATIENCE_MS });
    return { state: 'ok', subject: name, line: stdout.split('\n')[0] ?? '' };
  } catch {
    return { state: 'note', subject: name, line: `not here; ${why}` };
  }
}

function mux({ MUX_TOKEN_ID, MUX_PLAYBACK_RESTRICTION_ID, MUX_DATA_ENV_KEY }: Env): Finding {
  const delivery = MUX_PLAYBACK_RESTRICTION_ID
    ? 'video delivery is configured, for the pages of this academy alone'
    : 'video delivery is configured; other sites may show its films while an address holds: see academy mux restrict';
  const line = MUX_TOKEN_ID ? delivery : 'not configured: lectures are served from here';
  const watched = MUX_DATA_ENV_KEY ? ', the player is monitored' : '';
  return { state: MUX_TOKEN_ID || MUX_DATA_ENV_KEY ? 'ok' : 'note', subject: 'Mux', line: line + watched };
}

function messages({ MAIL_URL, SMS_URL }: Env): Finding[] {
  const waysOut = [
    ['letters', MAIL_URL, 'MAIL_URL and MAIL_FROM'],
    ['SMS', SMS_URL, 'SMS_URL and SMS_TOKEN'],
  ] as const;
  return waysOut.map(([subject, url, names]) =>
    url
      ? { state: 'ok', subject, line: `sent by ${new URL(url).hostname}` }
      : { state: 'note', subject, line: `not sent, only noted in the log: set ${names}` },
  );
}

async function redis({ REDIS_URL }: Env): Promise<Finding> {
  const subject = 'Redis';
  if (!REDIS_URL)
    return { state: 'note', subject, line: 'not configured: one process keeps everything to itself' };
  const { hostname, port } = new URL(REDIS_URL);
  const reached = await new Promise<boolean>((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) || 6379, timeout: PATIENCE_MS });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => settle(true))
      .once('error', () => settle(false))
      .once('timeout', () => settle(false));
  });
  return reached
    ? { state: 'ok', subject, line: 'answers' }
    : { state: 'lacks', subject, line: `does not answer at ${hostname}` };
}

/** The folder, or the one in which it would be made. */
async function nearestFolder(path: string): Promise<string> {
  return (await exists(path)) || path === dirname(path) ? path : nearestFolder(dirname(path));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

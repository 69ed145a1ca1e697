import { createHash, randomBytes } from 'node:crypto';
import { credentialsSecret, type SecretEnv, seal, unseal } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';

/** A form that was sent when the session had ended, as it is sent again after signing in. */
export interface KeptForm {
  /** Where it was sent to, and the page that it stands on. */
  action: string;
  way: string;
  fields: [name: string, value: string][];
}

const COOKIE = 'academy_kept';
const KEPT_MINUTES = 15;
export const MOST_KEPT_BYTES = 64 * 1024;
/** Forms about signing in are never kept, nor a field with a password of any other. */
const NEVER = /^\/(login|logout|me\/settings|me\/security)(\/|$)/;
const SECRET_FIELD = /pass|secret|token/i;
const hashOf = (value: string) => createHash('sha256').update(value).digest('hex');
const since = (now: Date) => new Date(now.getTime() - KEPT_MINUTES * 60_000).toISOString();

/**
 * Keeps the words of a form for a quarter of an hour: closed with the secret of the academy and one that only this browser holds, for
 * the person whose session ended there and nobody else. Answers the Set-Cookie line; null where it is not to be kept.
 */
export async function keepForm(
  db: Db,
  {
    env,
    personId,
    form,
    secure,
    now,
  }: { env: SecretEnv; personId: string; form: KeptForm; secure: boolean; now: Date },
): Promise<string | null> {
  if (NEVER.test(form.action)) return null;
  const fields = form.fields.filter(([name]) => !SECRET_FIELD.test(name));
  const text = JSON.stringify({ ...form, fields });
  if (fields.length === 0 || Buffer.byteLength(text) > MOST_KEPT_BYTES) return null;
  const value = randomBytes(24).toString('base64url');
  const sealed = seal(credentialsSecret(env), { name: nameOf(value, personId), text });
  // One at a time: the newest is what somebody wants to go on with.
  await db.deleteFrom('kept_form').where('person_id', '=', personId).execute();
  await db
    .insertInto('kept_form')
    .values({ id: hashOf(value), person_id: personId, sealed, created_at: now.toISOString() })
    .execute();
  return `${COOKIE}=${value}; Path=/login; Max-Age=${KEPT_MINUTES * 60}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

const nameOf = (value: string, personId: string) => `kept form ${personId} ${value}`;

function valueIn(cookies: string | null): string | null {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{32})(?:;|$)`).exec(cookies ?? '')?.[1] ?? null;
}

interface Asked {
  cookies: string | null;
  personId: string;
  now: Date;
}

/** Whether something is kept in this browser for the person who has just signed in. */
export async function hasKeptForm(db: Db, asked: Asked): Promise<boolean> {
  return (await rowOf(db, asked)) !== undefined;
}

/** What is kept in this browser for a person; null for nothing. */
export async function keptFormOf(
  db: Db,
  { env, ...asked }: Asked & { env: SecretEnv },
): Promise<KeptForm | null> {
  const row = await rowOf(db, asked);
  const value = valueIn(asked.cookies);
  if (!row || !value) return null;
  const name = nameOf(value, asked.personId);
  const text = unseal(credentialsSecret(env), { name, sealed: row.sealed });
  return text ? (JSON.parse(text) as KeptForm) : null;
}

async function rowOf(db: Db, { cookies, personId, now }: Asked) {
  const value = valueIn(cookies);
  if (!value) return undefined;
  return db
    .selectFrom('kept_form')
    .select('sealed')
    .where('id', '=', hashOf(value))
    .where('person_id', '=', personId)
    .where('created_at', '>', since(now))
    .executeTakeFirst();
}

/** It is sent again, or given up. */
export async function dropKeptForm(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('kept_form').where('person_id', '=', personId).execute();
}

/** Removes what nobody came back for; a queued job calls it now and then. */
export async function sweepKeptForms(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('kept_form').where('created_at', '<=', since(now)).execute();
}

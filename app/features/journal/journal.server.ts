import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isRetryable } from '#db/dialect.server.ts';
import type { Outcome } from './line.rules.ts';

export interface JournalLine {
  actor: Actor;
  /** What was done, `area.verb`: `role.granted`, `credit.reversed`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** What a later reader needs to understand it. Never passwords, never what a ballot says. */
  detail?: Record<string, unknown>;
  /** Whom the actor acted for: a liaison who enrols an elder. */
  onBehalfOf?: string | null;
  /** Whose record it is about, where that is not the subject itself: whoever an opened entry, declaration or piece of work belongs to. */
  concerns?: string | null;
  /** `done` when left out. */
  outcome?: Outcome;
  /** The network that it came from, where the actor does not say so by itself (see Actor). */
  origin?: string;
  now: Date;
}

/**
 * Appends one line to the journal. Call it inside the transaction of the deed itself, so that neither exists without the
 * other. Source: 等级保护, audit of every important event with time, user and outcome. Never called for ballots.
 */
export async function writeJournal(trx: Db, line: JournalLine): Promise<void> {
  await writeJournalLines(trx, [line]);
}

/** Few enough that an embedded database takes them in a few milliseconds, in which nobody else has a turn. */
const ROWS_AT_ONCE = 200;

/** The same for many deeds of one moment. */
export async function writeJournalLines(trx: Db, lines: readonly JournalLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: newId(),
    at: line.now.toISOString(),
    actor_id: line.actor.personId,
    on_behalf_of: line.onBehalfOf ?? null,
    action: line.action,
    subject_type: line.subjectType,
    subject_id: line.subjectId,
    detail: JSON.stringify(
      line.actor.personId ? (line.detail ?? {}) : { by: line.actor.name, ...line.detail },
    ),
    concerns_id: line.concerns ?? (line.subjectType === 'person' ? line.subjectId : (line.onBehalfOf ?? '')),
    outcome: line.outcome ?? 'done',
    origin: line.origin ?? line.actor.from ?? '',
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('journal_entry')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
      .catch(refuse);
}

/** The journal takes no line, so the deed does not happen: its transaction goes with this error, and the answer is a 503. */
export class JournalUnwritable extends Error {}

/** What may simply be tried again stays what it is. */
function refuse(error: unknown): never {
  if (isRetryable(error)) throw error;
  throw new JournalUnwritable('the journal cannot be written', { cause: error });
}

export interface JournalEntry {
  id: string;
  at: string;
  actorId: string | null;
  onBehalfOf: string | null;
  action: string;
  detail: Record<string, unknown>;
}

/** What happened to one thing, newest first, at most `limit` lines. */
export async function journalOf(
  db: Db,
  { subjectType, subjectId, limit = 50 }: { subjectType: string; subjectId: string; limit?: number },
): Promise<JournalEntry[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .selectAll()
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    onBehalfOf: row.on_behalf_of,
    action: row.action,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
  }));
}

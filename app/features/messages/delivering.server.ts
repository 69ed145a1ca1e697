import { z } from 'zod';
import { enqueue } from '#app/features/queue/enqueue.server.ts';
import { type ClaimedJob, claimJob, finishJob } from '#app/features/queue/jobs.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import { openField } from '#app/features/sealing/seal.server.ts';
import type { Db } from '#db/database.ts';
import type { MessageRow } from '#db/tables/messages.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type MessageState, nextTry, reasonWords, type Way } from './message.rules.ts';
import { type Provider, Refused } from './provider.ts';
import { MESSAGE_JOB } from './sending.server.ts';

/** Where messages go that nobody carries. */
export interface MessageLog {
  info(facts: object, line: string): void;
  warn(facts: object, line: string): void;
}

export interface Delivering {
  env: SealingEnv;
  providerOf: (way: Way) => Provider | null;
  log: MessageLog;
  /** Whether the log may show what a message says: in a demo or while developing, never where real people are. */
  mayShow: () => Promise<boolean>;
  worker: string;
  now: () => Date;
}

const payload = z.object({ messageId: z.string() });
const LEASE_SECONDS = 120;

/**
 * Carries the next message that is due; false when there is none. Nothing is open in the database while a server is spoken to. Whoever is killed
 * between sending and writing that down sends it a second time, with the same id.
 */
export async function deliverNext(db: Db, delivering: Delivering): Promise<boolean> {
  const { worker, now } = delivering;
  const job = await claimJob(db, { worker, only: MESSAGE_JOB, leaseSeconds: LEASE_SECONDS, now: now() });
  if (!job) return false;
  const parsed = payload.safeParse(job.payload);
  const row = parsed.success
    ? await db.selectFrom('message').selectAll().where('id', '=', parsed.data.messageId).executeTakeFirst()
    : undefined;
  if (row?.state === 'waiting') await deliver(db, { ...delivering, job, row });
  else await finishJob(db, { job, now: now() });
  return true;
}

interface InHand extends Delivering {
  job: ClaimedJob;
  row: MessageRow;
}

async function deliver(db: Db, inHand: InHand): Promise<void> {
  const { row, env, log, mayShow, now } = inHand;
  const ring = ringHere(env);
  const opened = (field: string, sealed: string) =>
    ring ? openField(ring, { owner: row.id, field, keyId: row.key_id, sealed }) : null;
  const to = opened('to', row.to_sealed);
  const text = opened('words', row.words_sealed);
  if (to === null || text === null) return failed(db, inHand, { provider: '', error: 'its key is not here' });
  const provider = inHand.providerOf(row.way as Way);
  if (now().toISOString() >= row.useful_until)
    return ended(db, inHand, { state: 'given-up', provider: provider?.name ?? 'log' });
  const [subject = '', words = ''] = JSON.parse(text) as string[];
  if (!provider) {
    const facts = { task: 'messages', way: row.way, kind: row.kind, to: row.masked };
    const needed = row.way === 'email' ? 'MAIL_URL and MAIL_FROM' : 'SMS_URL and SMS_TOKEN';
    if (await mayShow()) log.info({ ...facts, words }, 'a message that would be sent');
    else log.warn(facts, `a message was not sent: set ${needed}`);
    return ended(db, inHand, { state: 'not-sent', provider: 'log' });
  }
  try {
    await provider.send({ id: row.id, to, subject, words, kind: row.kind });
  } catch (error) {
    const reason = reasonWords(error, { to, masked: row.masked });
    return failed(db, inHand, { provider: provider.name, error: reason, isFinal: error instanceof Refused });
  }
  return ended(db, inHand, { state: 'sent', provider: provider.name });
}

interface End {
  state: Exclude<MessageState, 'waiting'>;
  provider: string;
  error?: string;
}

/** What it said is forgotten with it. */
async function ended(db: Db, { job, row, now }: InHand, { state, provider, error }: End): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!(await finishJob(trx, { job, now: now() }))) return;
    await trx
      .updateTable('message')
      .set({
        state,
        provider,
        tries: row.tries + 1,
        to_sealed: '',
        words_sealed: '',
        next_at: null,
        ended_at: now().toISOString(),
        ...(error === undefined ? {} : { last_error: error }),
      })
      .where('id', '=', row.id)
      .where('state', '=', 'waiting')
      .execute();
  });
}

/** Tried again with a rising delay until it is of no use any more. */
async function failed(
  db: Db,
  inHand: InHand,
  failure: { provider: string; error: string; isFinal?: boolean },
): Promise<void> {
  const { job, row, log, now } = inHand;
  const tries = row.tries + 1;
  const at = failure.isFinal ? null : nextTry(tries, { now: now(), usefulUntil: new Date(row.useful_until) });
  log.warn(
    { task: 'messages', way: row.way, kind: row.kind, tries, reason: failure.error },
    at ? 'a message could not be sent yet' : 'a message was given up',
  );
  if (!at) return ended(db, inHand, { state: 'given-up', provider: failure.provider, error: failure.error });
  await inTransaction(db, async (trx) => {
    if (!(await finishJob(trx, { job, now: now() }))) return;
    await trx
      .updateTable('message')
      .set({ tries, provider: failure.provider, last_error: failure.error, next_at: at.toISOString() })
      .where('id', '=', row.id)
      .execute();
    await enqueue(trx, { kind: MESSAGE_JOB, payload: { messageId: row.id }, runAt: at, now: now() });
  });
}

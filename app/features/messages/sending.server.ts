import { enqueue } from '#app/features/queue/enqueue.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import { sealField } from '#app/features/sealing/seal.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { LONGEST_MS, type Way } from './message.rules.ts';

/** The kind of job under which messages wait; `jobs/postman.ts` works them off. */
export const MESSAGE_JOB = 'message';

export interface NewMessage {
  env: SealingEnv;
  to: { way: Way; address: string; masked: string; personId: string | null };
  /** What it is about, as the sysadmin reads it: `code`, `note`, `test`. Never what it says. */
  kind: string;
  subject: string;
  words: string;
  /** After this it is of no use any more: a code that has run out. At most a day, which is meant when left out. */
  usefulUntil?: Date;
  now: Date;
}

/**
 * Puts a message on its way, in the transaction of the deed that causes it: neither goes without the other. Address and words are closed until it
 * has gone, and then forgotten. Answers its id.
 */
export async function send(trx: Db, message: NewMessage): Promise<string> {
  const { to, now } = message;
  const id = newId();
  const ring = await ringOf(trx, message.env);
  const address = sealField(ring, { owner: id, field: 'to', text: to.address });
  const words = sealField(ring, {
    owner: id,
    field: 'words',
    text: JSON.stringify([message.subject, message.words]),
  });
  const latest = now.getTime() + LONGEST_MS;
  const usefulUntil = new Date(Math.min(message.usefulUntil?.getTime() ?? latest, latest));
  await trx
    .insertInto('message')
    .values({
      id,
      way: to.way,
      kind: message.kind,
      person_id: to.personId,
      masked: to.masked,
      to_sealed: address.sealed,
      words_sealed: words.sealed,
      key_id: address.keyId,
      state: 'waiting',
      provider: '',
      tries: 0,
      last_error: '',
      created_at: now.toISOString(),
      useful_until: usefulUntil.toISOString(),
      next_at: now.toISOString(),
      ended_at: null,
    })
    .execute();
  await enqueue(trx, { kind: MESSAGE_JOB, payload: { messageId: id }, now });
  return id;
}

import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { nothingSent } from './hand-over-queue.server.ts';
import { refusedWords, writeFailure, writeReady } from './hand-over-writes.server.ts';
import { hearOfLeftover, leaveBehind } from './leftovers.server.ts';
import { deliveryOf, type MuxEnv, muxClient } from './mux.server.ts';
import { muxAsset, muxEvent, muxUpload } from './mux-event.schema.ts';

export type Heard =
  | { ok: true; outcome: 'done' | 'known' | 'not-ours' }
  /** `why` is for the operator's log. */
  | { ok: false; reason: 'not-configured' | 'forged' | 'unreadable'; why: string };

/**
 * Hears one message of Mux: `body` as it came, with its `mux-signature`. Mux sends a message again until it is answered, and in no
 * certain order: each is heard once by its id, what is ready stays ready, and what is said of an earlier upload of the same film
 * is let go. A signature older than five minutes does not count (the library's tolerance).
 */
export async function hearMux(
  db: Db,
  { body, signature, env, now }: { body: string; signature: string; env: Partial<MuxEnv>; now: Date },
): Promise<Heard> {
  if (!env.MUX_WEBHOOK_SECRET)
    return { ok: false, reason: 'not-configured', why: 'MUX_WEBHOOK_SECRET is unset' };
  const { webhooks } = muxClient(env);
  try {
    await webhooks.verifySignature(body, { 'mux-signature': signature });
  } catch (error) {
    return { ok: false, reason: 'forged', why: error instanceof Error ? error.message : 'no signature' };
  }
  const event = muxEvent.safeParse(readJson(body));
  if (!event.success) return { ok: false, reason: 'unreadable', why: 'signed, but not a message of Mux' };
  const { id, type, data } = event.data;
  return inTransaction(db, async (trx): Promise<Heard> => {
    if (!(await isNew(trx, id, now))) return { ok: true, outcome: 'known' };
    return { ok: true, outcome: (await hear(trx, { type, data, now })) ? 'done' : 'not-ours' };
  });
}

const KEPT_DAYS = 30;
const AT_ONCE = 1000;

/** Forgets which messages were heard a month ago: Mux sends none again for so long. */
export async function sweepMuxEvents(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString();
  const old = await db.selectFrom('mux_event').select('id').where('at', '<', before).limit(AT_ONCE).execute();
  if (old.length === 0) return;
  await db
    .deleteFrom('mux_event')
    .where(
      'id',
      'in',
      old.map(({ id }) => id),
    )
    .execute();
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function isNew(trx: Trx, id: string, now: Date): Promise<boolean> {
  try {
    await trx.insertInto('mux_event').values({ id, at: now.toISOString() }).execute();
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false;
  }
}

/** False when it is about nothing that this academy sent. */
async function hear(
  trx: Trx,
  { type, data, now }: { type: string; data: unknown; now: Date },
): Promise<boolean> {
  switch (type) {
    case 'video.asset.ready':
    case 'video.asset.errored':
      return hearOfAsset(trx, { data, now });
    case 'video.asset.deleted':
      return hearOfDeletion(trx, { data, now });
    case 'video.upload.errored':
    case 'video.upload.cancelled':
      return hearOfUpload(trx, { data, now });
    default:
      return false;
  }
}

async function hearOfAsset(trx: Trx, { data, now }: { data: unknown; now: Date }): Promise<boolean> {
  const asset = muxAsset.safeParse(data);
  if (!asset.success) return false;
  const recordingId = await sentAs(trx, asset.data.upload_id);
  if (!recordingId) {
    const { id: assetId, upload_id: uploadId } = asset.data;
    if (uploadId) await hearOfLeftover(trx, { uploadId, assetId, now });
    return false;
  }
  const delivery = deliveryOf(asset.data);
  // What else there is to take over is left to the worker: it asks Mux.
  const { upload_id: uploadId = '' } = asset.data;
  if (delivery.state === 'ready') await writeReady(trx, { recordingId, uploadId, delivery, dueAt: now, now });
  if (delivery.state === 'failed') {
    const { assetId, reason } = delivery;
    await writeFailure(trx, { recordingId, uploadId, assetId, words: refusedWords(reason), now });
  }
  return true;
}

async function hearOfUpload(trx: Trx, { data, now }: { data: unknown; now: Date }): Promise<boolean> {
  const upload = muxUpload.safeParse(data);
  const recordingId = upload.success ? await sentAs(trx, upload.data.id) : null;
  if (!upload.success || !recordingId) return false;
  const { message, type } = upload.data.error ?? {};
  const words = refusedWords(message ?? type ?? '上传被取消了');
  const { id: uploadId } = upload.data;
  await writeFailure(trx, { recordingId, uploadId, assetId: null, words, now });
  return true;
}

/** Somebody deleted it at Mux: it is served from here again, and what else is said of it does not count. */
async function hearOfDeletion(trx: Trx, { data, now }: { data: unknown; now: Date }): Promise<boolean> {
  const asset = muxAsset.safeParse(data);
  const recordingId = asset.success ? await sentAs(trx, asset.data.upload_id) : null;
  if (!recordingId) return false;
  // Whether it is really gone is asked, as of everything that was sent once.
  await leaveBehind(trx, { recordingId, now });
  await trx
    .updateTable('recording_mux_asset')
    .set(nothingSent)
    .where('recording_id', '=', recordingId)
    .execute();
  await writeFailure(trx, {
    recordingId,
    uploadId: null,
    assetId: null,
    words: '这个视频在 Mux 那里被删掉了。',
    now,
  });
  return true;
}

async function sentAs(trx: Trx, uploadId: string | undefined): Promise<string | null> {
  if (!uploadId) return null;
  const row = await trx
    .selectFrom('recording_mux_asset')
    .select('recording_id')
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  return row?.recording_id ?? null;
}

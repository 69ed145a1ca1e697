import { type StoreEnv, troubleOf } from '#app/features/media/media-store.ts';
import { storeOf } from '#app/features/media/store-choice.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { BEAT_EVERY_MS, HELD_MS, isOverdue, MOST_TRIES, nextLookMs, waitAfterMs } from './hand-over.rules.ts';
import { TakenByAnother, whileBeating } from './hand-over-hold.ts';
import { refusedWords, writeFailure, writeReady } from './hand-over-writes.server.ts';
import { rememberLeftover } from './leftovers.server.ts';
import { takeOverCaptions } from './provider-captions.server.ts';
import { type OpenedUpload, ProviderTrouble, type VideoProvider } from './video-provider.ts';

export interface HandingOver {
  provider: VideoProvider;
  env: StoreEnv;
  actor: Actor;
  now: () => Date;
  /** Aborted when the process is to end: what was sent stays, the rest is sent by whoever comes next. */
  signal: AbortSignal;
  /** Another pause between two signs of life, for tests. */
  beatEveryMs?: number;
}

/**
 * Does the next step that is due: sends a film to the provider, or looks what has become of one. Outside of transactions, since a
 * film takes minutes; whoever has a step is known by the moment until which it is held, and after a killed process that
 * moment comes. Returns the recording, null when nothing is due. Only the database's own trouble is thrown.
 */
export async function handOverNext(db: Db, options: HandingOver): Promise<string | null> {
  const step = await takeStep(db, options.now());
  if (!step) return null;
  try {
    if (step.sent_at || step.ready_at) await look(db, step, options);
    else await send(db, step, options);
  } catch (error) {
    if (error instanceof TakenByAnother) return step.recording_id;
    if (options.signal.aborted) await putBack(db, step, options.now());
    else await tryLater(db, step, { error, now: options.now() });
  }
  return step.recording_id;
}

type Step = NonNullable<Awaited<ReturnType<typeof dueStep>>>;

async function takeStep(db: Db, now: Date): Promise<Step | null> {
  const due = await dueStep(db, now);
  if (!due) return null;
  const step = { ...due };
  return (await hold(db, step, now)) ? step : null;
}

function dueStep(db: Db, now: Date) {
  return db
    .selectFrom('recording_mux_asset')
    .innerJoin('media_file', 'media_file.id', 'recording_mux_asset.media_id')
    .selectAll('recording_mux_asset')
    .select(['media_file.storage_key', 'media_file.bytes'])
    .where('due_at', '<=', now.toISOString())
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
}

/** Moves the moment ahead, for whoever has seen the one before. False when somebody else was faster. */
async function hold(db: Db, step: Step, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + HELD_MS).toISOString();
  const { numUpdatedRows } = await held(db, step).set({ due_at: until }).executeTakeFirstOrThrow();
  step.due_at = until;
  return Number(numUpdatedRows) === 1;
}

function held(db: Db, { recording_id, due_at }: Step) {
  return db
    .updateTable('recording_mux_asset')
    .where('recording_id', '=', recording_id)
    .where('due_at', '=', due_at);
}

async function send(db: Db, step: Step, options: HandingOver): Promise<void> {
  const { provider, env, now } = options;
  const upload = await uploadOf(db, step, options);
  const beat = async () => {
    if (!(await hold(db, step, now()))) throw new TakenByAnother();
  };
  const { signal, beatEveryMs: everyMs = BEAT_EVERY_MS } = options;
  // From a bucket the film has to come here first, which takes as long again.
  await whileBeating({ signal, beat, everyMs }, (held) =>
    storeOf(env).withLocal(
      step.storage_key,
      (path) =>
        provider.send({ recordingId: step.recording_id, path, bytes: Number(step.bytes) }, upload, held),
      { signal: held.signal },
    ),
  );
  const at = now();
  const next = new Date(at.getTime() + nextLookMs(0)).toISOString();
  await keep(db, step, { sent_at: at.toISOString(), tries: 0, trouble: null, due_at: next });
}

async function uploadOf(db: Db, step: Step, { provider, now }: HandingOver): Promise<OpenedUpload> {
  if (step.upload_id && step.upload_address)
    return { uploadId: step.upload_id, address: step.upload_address };
  const opened = await provider.open(step.recording_id);
  // Known before the first byte goes, so that whatever is said of it finds its recording.
  await keep(db, step, { upload_id: opened.uploadId, upload_address: opened.address }).catch(
    async (error: unknown) => {
      const { recording_id: recordingId } = step;
      await rememberLeftover(db, { recordingId, uploadId: opened.uploadId, assetId: null, now: now() });
      throw error;
    },
  );
  // Whatever becomes of this try, it is this upload that is given up.
  Object.assign(step, { upload_id: opened.uploadId, upload_address: opened.address });
  return opened;
}

async function keep(db: Db, step: Step, values: Partial<Step>): Promise<void> {
  const { numUpdatedRows } = await held(db, step).set(values).executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) throw new TakenByAnother();
}

async function look(db: Db, step: Step, options: HandingOver): Promise<void> {
  const { provider, now } = options;
  const { recording_id: recordingId, upload_id: uploadId, asset_id: assetId } = step;
  const delivery = await provider.look({ uploadId: uploadId ?? '', assetId });
  if (delivery.state === 'failed')
    return inTransaction(db, (trx) =>
      writeFailure(trx, {
        ...{ recordingId, uploadId, assetId, now: now() },
        words: refusedWords(delivery.reason),
      }),
    );
  if (delivery.state === 'ready') {
    await takeOverCaptions(db, { recordingId, delivery, ...options });
    await inTransaction(db, (trx) =>
      writeReady(trx, { recordingId, uploadId: uploadId ?? '', delivery, dueAt: null, now: now() }),
    );
    return keep(db, step, { due_at: null, tries: 0 }).catch(unlessTaken);
  }
  const gone = now().getTime() - Date.parse(step.sent_at ?? step.asked_at);
  if (isOverdue(gone))
    return inTransaction(db, (trx) =>
      writeFailure(trx, {
        ...{ recordingId, uploadId, assetId, now: now() },
        words: 'Mux 收到两天了，还没有处理完。',
      }),
    );
  await keep(db, step, {
    due_at: new Date(now().getTime() + nextLookMs(gone)).toISOString(),
    // Known as soon as it has a name, so that it can be removed whatever becomes of the recording.
    ...(delivery.state === 'preparing' && delivery.assetId ? { asset_id: delivery.assetId } : {}),
  });
}

function unlessTaken(error: unknown): void {
  if (!(error instanceof TakenByAnother)) throw error;
}

async function tryLater(db: Db, step: Step, { error, now }: { error: unknown; now: Date }): Promise<void> {
  if (!(error instanceof ProviderTrouble) && !troubleOf(error)) throw error;
  const words = error instanceof ProviderTrouble ? error.words : '学院的存储里找不到这个视频文件。';
  const { recording_id: recordingId, upload_id: uploadId, asset_id: assetId } = step;
  const tries = step.tries + 1;
  if (tries >= MOST_TRIES && !step.ready_at)
    return inTransaction(db, (trx) => writeFailure(trx, { recordingId, uploadId, assetId, words, now }));
  const lost = error instanceof ProviderTrouble && error.uploadLost && !step.sent_at;
  const again = new Date(now.getTime() + waitAfterMs(tries)).toISOString();
  await inTransaction(db, async (trx) => {
    await keep(trx, step, {
      tries,
      trouble: step.ready_at ? null : words,
      due_at: tries >= MOST_TRIES ? null : again,
      ...(lost ? { upload_id: null, upload_address: null } : {}),
    });
    if (lost) await rememberLeftover(trx, { recordingId, uploadId, assetId, now });
  }).catch(unlessTaken);
}

async function putBack(db: Db, step: Step, now: Date): Promise<void> {
  await keep(db, step, { due_at: now.toISOString() }).catch(unlessTaken);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beginUpload, takeUpload } from '#app/features/media/uploads.server.ts';
import { addArrived } from '#app/features/recordings/arrived-upload.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type BucketServer, startBucket } from '#tests/support/bucket-server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, type Learner, now } from '#tests/support/world.ts';

describeOnBothDatabases('an upload that is finished at two processes at once', (open) => {
  let db: Db;
  let bucket: BucketServer;
  let folder: string;
  let sender: Learner;
  beforeEach(async () => {
    db = await open();
    bucket = await startBucket();
    folder = await mkdtemp(join(tmpdir(), 'taken-elsewhere-'));
    sender = await aLearner(db);
  });
  afterEach(async () => {
    await bucket.close();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => ({ ...bucket.settings, DATA_DIR: folder });
  async function begun(): Promise<string> {
    const upload = await beginUpload(db, {
      personId: sender.personId,
      name: '第一讲.mp4',
      bytes: 1_000,
      env: env(),
      now,
    });
    if (!upload.ok) throw new Error(upload.reason);
    return upload.uploadId;
  }
  const finish = (uploadId: string) =>
    addArrived(db, {
      actor: sender.actor,
      courseId: newId(),
      sectionId: null,
      title: '第一讲',
      captions: null,
      uploadId,
      checksum: '',
      env: env(),
      now,
    });

  it('is what the other has made of it, though its bytes are gone', async () => {
    const [uploadId, recordingId] = [await begun(), newId()];
    // While it is being looked at here, the other process takes it and lets go of what has come.
    bucket.pausing = async () => {
      await inTransaction(db, (trx) => takeUpload(trx, { uploadId, takenAs: recordingId, now }));
    };
    expect(await finish(uploadId)).toEqual({ ok: true, recordingId });
  });

  it('is not finished while bytes are missing and nobody has taken it', async () => {
    expect(await finish(await begun())).toMatchObject({
      ok: false,
      problems: [{ field: 'video', words: expect.stringContaining('还没有传完') }],
    });
  });
});

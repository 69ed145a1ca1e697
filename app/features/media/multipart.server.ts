import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { BucketClient } from './bucket.server.ts';
import { StoreFailure } from './media-store.ts';

/** What is sent at once, and at most in memory: 10,000 of them, the most that a store takes, are 160 GB. */
const PART_BYTES = 16 * 1024 * 1024;

/** Sends a file to its key, in parts when it is large. What fails half-way is given up, so that nobody pays for its parts. */
export async function sendFile(
  client: BucketClient,
  { path, key, sha256 }: { path: string; key: string; sha256?: string | undefined },
): Promise<void> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const parts = partsOf(handle, size, sha256);
    if (size > PART_BYTES) await sendParts(client, key, parts);
    else for await (const bytes of parts) await client.put(key, bytes);
    const kept = await client.head(key);
    if (kept?.bytes === size) return;
    await client.remove(key);
    throw new StoreFailure(
      'store-gone',
      `${key} has ${kept?.bytes ?? 'no'} bytes in the bucket, not ${size}.`,
    );
  } finally {
    await handle.close();
  }
}

/** The parts one after the other in the same memory. The last one is only handed out when the sum of all is right. */
async function* partsOf(
  handle: FileHandle,
  size: number,
  sha256: string | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const memory = Buffer.allocUnsafe(Math.min(PART_BYTES, size));
  for (let at = 0; at < size || size === 0; at += PART_BYTES) {
    const part = memory.subarray(0, Math.min(PART_BYTES, size - at));
    for (let filled = 0; filled < part.length; ) {
      const { bytesRead } = await handle.read(part, filled, part.length - filled, at + filled);
      if (bytesRead === 0) throw new Error('The file became shorter while it was kept.');
      filled += bytesRead;
    }
    hash.update(part);
    const isLast = at + PART_BYTES >= size;
    if (isLast && sha256 && hash.digest('hex') !== sha256)
      throw new StoreFailure('store-gone', 'The file in the waiting room is not the one that arrived.');
    yield part;
    if (isLast) return;
  }
}

async function sendParts(client: BucketClient, key: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const at = client.at(key);
  const { UploadId } = await client.must((s3) => s3.client.send(new s3.sdk.CreateMultipartUploadCommand(at)));
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for await (const Body of parts) {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.must((s3) =>
        s3.client.send(
          new s3.sdk.UploadPartCommand({ ...at, UploadId, PartNumber, Body, ContentLength: Body.length }),
        ),
      );
      Parts.push({ PartNumber, ETag });
    }
    await client.must((s3) =>
      s3.client.send(
        new s3.sdk.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }),
      ),
    );
  } catch (error) {
    await giveUp(client, key, UploadId).catch(() => undefined);
    throw error;
  }
}

/** Gives up what processes that were killed had begun before `before`; at most 1,000 at a time. Returns how many. */
export async function giveUpOldParts(client: BucketClient, before: Date): Promise<number> {
  const { name: Bucket, prefix: Prefix } = client.bucket;
  const { Uploads = [] } = await client.must((s3) =>
    s3.client.send(new s3.sdk.ListMultipartUploadsCommand({ Bucket, Prefix })),
  );
  const old = Uploads.filter(({ Initiated }) => Initiated && Initiated < before);
  for (const { Key = '', UploadId } of old) await giveUp(client, Key.slice(Prefix.length), UploadId);
  return old.length;
}

async function giveUp(client: BucketClient, key: string, UploadId: string | undefined): Promise<void> {
  await client.ask((s3) =>
    s3.client.send(new s3.sdk.AbortMultipartUploadCommand({ ...client.at(key), UploadId })),
  );
}

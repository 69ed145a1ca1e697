import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import type { Bucket } from '#app/lib/bucket-url.ts';
import { type ByteRange, type Listed, StoreFailure } from './media-store.ts';

export interface BucketKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

const CONNECT_MS = 3000;
/** A reader who has paused a lecture holds a connection without moving a byte. */
const SILENT_MS = 60_000;
const MOST_SOCKETS = 500;
const TRIES = 3;
/** Keys of one request. */
const MOST_REMOVED = 1000;

interface Connected {
  sdk: typeof Sdk;
  client: Sdk.S3Client;
}

/**
 * What we ask of an object store: a dozen requests that MinIO, OSS and AWS answer alike. Every failure is a `StoreFailure`; only
 * what is not there is an answer (null).
 */
export class BucketClient {
  #connected: Promise<Connected> | undefined;

  constructor(
    readonly bucket: Bucket,
    readonly keys: BucketKeys,
  ) {}

  head(key: string): Promise<{ bytes: number } | null> {
    return this.ask(async ({ sdk, client }) => {
      const { ContentLength } = await client.send(new sdk.HeadObjectCommand(this.at(key)));
      return { bytes: Number(ContentLength) };
    });
  }

  /** The bytes as they come, to be read or destroyed; null when there is no such file. `signal` ends the asking, not the reading. */
  get(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable | null> {
    const Range = range && `bytes=${range.from}-${range.to}`;
    return this.ask(async ({ sdk, client }) => {
      const command = new sdk.GetObjectCommand({ ...this.at(key), Range });
      const { Body } = await client.send(command, { ...(signal ? { abortSignal: signal } : {}) });
      return Body as Readable;
    });
  }

  /** The bytes are signed with the request: what arrives is what was sent, or it is refused. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.must(({ sdk, client }) =>
      client.send(new sdk.PutObjectCommand({ ...this.at(key), Body: bytes, ContentLength: bytes.length })),
    );
  }

  async remove(key: string): Promise<void> {
    await this.ask(({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(this.at(key))));
  }

  /** Removes everything whose key begins with `prefix`, up to 1,000 at a time; hands out the keys that are gone. */
  async *removeAll(prefix: string): AsyncGenerator<string[]> {
    for (let behind = '', isLast = false; !isLast; ) {
      const page = await this.page({ prefix, behind, limit: MOST_REMOVED });
      const keys = page.listed.map(({ key }) => key);
      if (keys.length > 0) await this.#removeMany(keys);
      yield keys;
      isLast = page.isLast;
      behind = keys.at(-1) ?? behind;
    }
  }

  async #removeMany(keys: readonly string[]): Promise<void> {
    const { name: Bucket, prefix } = this.bucket;
    const Objects = keys.map((key) => ({ Key: prefix + key }));
    const { Errors = [] } = await this.must(({ sdk, client }) => {
      const command = new sdk.DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
      return client.send(withMd5(command));
    });
    const [first] = Errors;
    if (first)
      throw new StoreFailure('store-gone', `${Errors.length} files stay: ${first.Code ?? 'no reason'}`);
  }

  /** Everything whose key begins with `prefix`, in the order of the keys. */
  async *list(prefix: string): AsyncGenerator<Listed> {
    for (let behind = '', isLast = false; !isLast; ) {
      const page = await this.page({ prefix, behind });
      yield* page.listed;
      isLast = page.isLast;
      behind = page.listed.at(-1)?.key ?? behind;
    }
  }

  /** A page of what begins with `prefix`, behind the key `behind`; at most `limit`, and as many as the store gives at a time. */
  async page({ prefix = '', behind = '', limit }: { prefix?: string; behind?: string; limit?: number }) {
    const { name: Bucket, prefix: ours } = this.bucket;
    const at = { Bucket, Prefix: ours + prefix, ...(behind ? { StartAfter: ours + behind } : {}) };
    const { Contents = [], IsTruncated = false } = await this.must(({ sdk, client }) =>
      client.send(new sdk.ListObjectsV2Command({ ...at, MaxKeys: limit })),
    );
    const listed = Contents.map(
      ({ Key = '', Size, LastModified }): Listed => ({
        key: Key.slice(ours.length),
        bytes: Number(Size),
        changedAt: LastModified ?? new Date(0),
      }),
    );
    return { listed, isLast: !IsTruncated };
  }

  /** Asks; null when the store says that there is no such thing. */
  async ask<T>(question: (connected: Connected) => Promise<T>): Promise<T | null> {
    try {
      return await question(await this.#connect());
    } catch (error) {
      if (isMissing(error)) return null;
      throw storeFailureOf(error);
    }
  }

  /** The same where a missing bucket, or whatever else is not there, is a failure. */
  async must<T>(question: (connected: Connected) => Promise<T>): Promise<T> {
    const answer = await this.ask(question);
    if (answer === null) throw new StoreFailure('store-gone', 'The bucket is not there.');
    return answer;
  }

  at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket.name, Key: this.bucket.prefix + key };
  }

  /** The library is large and is only loaded by an academy that has a bucket. */
  #connect(): Promise<Connected> {
    // Our version is pinned and runs on this Node; that later ones will not is nothing an operator can act on.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    this.#connected ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: this.#clientOf(sdk) }));
    return this.#connected;
  }

  #clientOf(sdk: typeof Sdk): Sdk.S3Client {
    const { endpoint, region, inPath } = this.bucket;
    return new sdk.S3Client({
      endpoint,
      region,
      credentials: this.keys,
      forcePathStyle: inPath,
      maxAttempts: TRIES,
      // Sums in trailers are an extension that services other than AWS refuse; every request is signed with its sum anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        socketTimeout: SILENT_MS,
        httpAgent: { keepAlive: true, maxSockets: MOST_SOCKETS },
        httpsAgent: { keepAlive: true, maxSockets: MOST_SOCKETS },
      },
    });
  }
}

/** The sum that every service takes where one is required; newer ones are refused by services other than AWS. */
function withMd5(command: Sdk.DeleteObjectsCommand): Sdk.DeleteObjectsCommand {
  command.middlewareStack.add(
    (next) => (args) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: string };
      for (const name of Object.keys(headers))
        if (/^x-amz-(?:sdk-)?checksum-/i.test(name)) delete headers[name];
      headers['content-md5'] = createHash('md5').update(body).digest('base64');
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'md5InsteadOfOtherSums' },
  );
  return command;
}

function isMissing(error: unknown): boolean {
  const { name, $metadata } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket';
}

/** Names that services give to having no room left. */
const full = /quota|storagefull|insufficientstorage|entitytoolarge/i;

/** What went wrong on the way to the bucket, as a `StoreFailure`; anything else is a defect of ours and stays what it is. */
export function storeFailureOf(error: unknown): unknown {
  if (error instanceof StoreFailure || !(error instanceof Error)) return error;
  const { code, $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
  const answered = $metadata?.httpStatusCode !== undefined;
  if (!answered && !code && !/timeout|abort/i.test(error.name)) return error;
  const line = `${error.name}: ${error.message || code || ''}`.split('\n')[0] ?? '';
  return new StoreFailure(full.test(error.name) ? 'no-space' : 'store-gone', line);
}

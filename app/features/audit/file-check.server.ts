import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Block, commitmentOf, faultOf, leafOf, rootOf } from '#app/features/chain/hashes.rules.ts';
import { closedFields, openFields } from '#app/features/journal/line.rules.ts';
import type { ArchiveFacts } from './signed-texts.rules.ts';

/** What a file of old lines has to hold. */
export interface Wanted extends ArchiveFacts {
  /** How many lines lie in the chain before its first one. */
  linesBefore: number;
}

type FileLine = { block?: Block } & Partial<{
  entry: Record<string, string | null>;
  salt: string;
  commitment: string;
  leaf: string;
}>;

/** A line that says nothing of its words but what binds them. */
export interface Bare {
  id: string;
  concernsId: string;
}

/** What lies beside the file. */
export interface Beside {
  /** Words, by the id of their line. */
  words: ReadonlyMap<string, { salt: string; detail: string; origin: string }>;
  /** Of lines whose words are neither in the file nor beside it, the ids of those whose words should be. */
  missing: (lines: readonly Bare[]) => Promise<string[]>;
}

/** Few enough for one statement. */
const BARE_AT_ONCE = 200;

/**
 * Reads a file of old lines from its first byte to its last and answers what is wrong with it; null when every line is the one that was sealed, the words
 * beside it are those of its lines, none is missing, and the blocks follow each other from the one before the file to the last. Without `beside` (the lines
 * have not left the journal) words are not looked for.
 */
export async function faultOfFile(
  bytes: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  beside?: Beside,
): Promise<string | null> {
  const hash = createHash('sha256');
  const walk = new FileWalk(wanted, beside?.words ?? new Map());
  const gunzip = createGunzip();
  const unpacked = pipeline(Readable.from(hashing(bytes, hash)), gunzip);
  // Told by the reader as well.
  unpacked.catch(() => undefined);
  try {
    for await (const text of linesOf(gunzip)) {
      walk.take(JSON.parse(text) as FileLine);
      if (walk.fault) return walk.fault;
      const fault = walk.bare.length < BARE_AT_ONCE ? null : await faultOfBare(walk.bare.splice(0), beside);
      if (fault) return fault;
    }
    await unpacked;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return 'the file cannot be read';
  } finally {
    gunzip.destroy();
  }
  const fault = walk.end() ?? (await faultOfBare(walk.bare, beside));
  return fault ?? (hash.digest('hex') === wanted.sha256 ? null : 'the file has another hash');
}

async function faultOfBare(lines: readonly Bare[], beside: Beside | undefined): Promise<string | null> {
  const [missing] = lines.length > 0 && beside ? await beside.missing(lines) : [];
  return missing === undefined ? null : `the words of line ${missing} are gone`;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const chunk of chunks) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
  if (begun !== '') yield begun;
}

async function* hashing(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

const isUnreadable = (error: unknown) =>
  error instanceof SyntaxError || String((error as { code?: unknown })?.code).startsWith('Z_');

class FileWalk {
  fault: string | null = null;
  /** Lines without words that have been read and not yet been asked about. */
  readonly bare: Bare[] = [];
  #last: Pick<Block, 'number' | 'hash' | 'total'>;
  #block: Block | null = null;
  #leaves: string[] = [];
  #entries = 0;

  constructor(
    readonly wanted: Wanted,
    readonly words: Beside['words'],
  ) {
    const { firstBlock, previousHash, linesBefore } = wanted;
    this.#last = { number: firstBlock - 1, hash: previousHash, total: linesBefore };
  }

  take(line: FileLine): void {
    if (line.block) this.#begin(line.block);
    else if (line.entry && line.leaf) this.#add(line);
    else this.fault = 'the file holds something else';
  }

  end(): string | null {
    this.#close();
    const { lastBlock, lastHash, entries } = this.wanted;
    if (this.fault) return this.fault;
    if (this.#last.number !== lastBlock || this.#last.hash !== lastHash)
      return `the file ends at block ${this.#last.number}, not at ${lastBlock}`;
    return this.#entries === entries ? null : `the file holds ${this.#entries} lines, not ${entries}`;
  }

  #begin(block: Block): void {
    this.#close();
    const fault = faultOf(block, this.#last);
    if (fault) this.fault ??= `block ${block.number} ${fault}`;
    this.#block = block;
  }

  #close(): void {
    const block = this.#block;
    if (!block) return;
    if (this.#leaves.length !== block.entries || rootOf(this.#leaves) !== block.root)
      this.fault ??= `block ${block.number} has other lines`;
    this.#last = block;
    this.#entries += this.#leaves.length;
    [this.#block, this.#leaves] = [null, []];
  }

  #add({ entry, salt, commitment, leaf }: FileLine): void {
    const of = (field: string) => entry?.[field] ?? null;
    const apart = this.words.get(entry?.id ?? '');
    const beside = apart
      ? commitmentOf(
          apart.salt,
          closedFields.map((field) => apart[field]),
        )
      : commitment;
    const bound = salt ? commitmentOf(salt, closedFields.map(of)) : (beside ?? '');
    const own = leafOf(openFields.map(of), bound);
    if (own !== leaf) this.fault ??= `line ${entry?.id} is not what was sealed`;
    if (!salt && !apart) this.bare.push({ id: of('id') ?? '', concernsId: of('concerns_id') ?? '' });
    this.#leaves.push(own);
  }
}

/** A stream of the web as Node's loops read it. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

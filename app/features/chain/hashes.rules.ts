/**
 * The hashes of the chain, `academy-ledger-1`. Everything is SHA-256 over the JSON of a list, in hexadecimal, so that any language
 * repeats it. What is personal goes into a commitment with a random salt of its own: an entry can be shown to belong to the chain
 * without saying whose it is, and nobody finds out by guessing. The public script content/ledger/verify.mjs says the same a second time.
 * Source: architecture of the ledger, "Tamper evidence"; commitments as in Halevi and Micali 1996.
 */
import { createHash } from 'node:crypto';

/** What the first block follows. */
export const GENESIS = '0'.repeat(64);

export type Sealable = readonly (string | number | null)[];

/** What an entry says: `open` may be shown to anybody, `closed` is personal. Both in an order that never changes. */
export interface SealedText {
  open: Sealable;
  closed: Sealable;
  /** What binds the closed part, where that was erased after it was sealed. */
  commitment?: string;
}

export interface Block {
  number: number;
  previous: string;
  sealedAt: string;
  /** In this block, and in all up to it. */
  entries: number;
  total: number;
  root: string;
  hash: string;
}

/** Binds the personal part of an entry without showing it. `salt`: 32 random bytes in hexadecimal. */
export function commitmentOf(salt: string, closed: Sealable): string {
  return sha256(JSON.stringify(['academy-commitment-1', salt, ...closed]));
}

/** The hash of one entry. */
export function leafOf(open: Sealable, commitment: string): string {
  return sha256(JSON.stringify(['academy-entry-1', ...open, commitment]));
}

/** The hash over the leaves of a block in their order. */
export function rootOf(leaves: readonly string[]): string {
  return sha256(leaves.join('\n'));
}

/** The hash of a block, which the next one carries. */
export function hashOf(block: Omit<Block, 'hash'>): string {
  const { number, previous, sealedAt, entries, total, root } = block;
  return sha256(JSON.stringify(['academy-block-1', number, previous, sealedAt, entries, total, root]));
}

/** The block after `last` with these leaves. */
export function nextBlock(
  last: Pick<Block, 'number' | 'hash' | 'total'> | null,
  leaves: readonly string[],
  sealedAt: string,
): Block {
  const block = {
    number: (last?.number ?? 0) + 1,
    previous: last?.hash ?? GENESIS,
    sealedAt,
    entries: leaves.length,
    total: (last?.total ?? 0) + leaves.length,
    root: rootOf(leaves),
  };
  return { ...block, hash: hashOf(block) };
}

/** What is wrong with a block that is to follow `last`; null when nothing is. Its leaves are looked at apart. */
export function faultOf(block: Block, last: Pick<Block, 'number' | 'hash' | 'total'> | null): string | null {
  if (block.number !== (last?.number ?? 0) + 1) return 'does not follow the one before it';
  if (block.previous !== (last?.hash ?? GENESIS)) return 'carries another hash of the one before it';
  if (block.total !== (last?.total ?? 0) + block.entries) return 'does not count on';
  return hashOf(block) === block.hash ? null : 'has another hash';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

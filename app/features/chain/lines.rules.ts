/** The lines in which the chain is handed out, as content/ledger/verify.mjs reads them. One JSON value a line. */
import type { Block, Sealable } from './hashes.rules.ts';

/** Of the public file: some six hundred kilobytes. */
export const BLOCKS_A_FILE = 2_000;

/** What opens one entry in a file: all its fields with the salt; or the open ones with the commitment; or the bare hash. */
export type EntryLine =
  | { leaf: string }
  | { entry: Record<string, Sealable[number]>; salt: string; leaf: string }
  | { entry: Record<string, Sealable[number]>; commitment: string; leaf: string };

/** The line of a block. Those of its entries follow it in their order, or none of them. */
export function blockLine({ number, previous, sealedAt, entries, total, root, hash }: Block): string {
  return `${JSON.stringify({ block: { number, previous, sealedAt, entries, total, root, hash } })}\n`;
}

/** The line of an entry, behind the line of its block. */
export function entryLine(entry: EntryLine): string {
  return `${JSON.stringify(entry)}\n`;
}

/** A hash in groups, so that people can read it out to each other. */
export function spelt(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1 ');
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';

/** A data folder of its own for each test. */
export function ownKeys(): { env: SealingEnv } {
  const held = { env: { DATA_DIR: '' } as SealingEnv };
  beforeEach(() => {
    held.env = { DATA_DIR: mkdtempSync(join(tmpdir(), 'academy-keys-')) };
  });
  afterEach(() => rmSync(held.env.DATA_DIR, { recursive: true, force: true }));
  return held;
}

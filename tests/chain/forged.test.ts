import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { chainChecks } from '#app/cli/checks/chain.server.ts';
import { hashOf } from '#app/features/chain/hashes.rules.ts';
import { blockLine } from '#app/features/chain/lines.rules.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, withPolicies } from '#tests/support/world.ts';

const script = fileURLToPath(new URL('../../content/ledger/verify.mjs', import.meta.url));

describeOnBothDatabases('a block forged by somebody who knows how it is made', (open) => {
  it('is right by itself and wrong for the block behind it, to verify and to the public script', async () => {
    const db = await open();
    await twoBlocks(db);
    expect(await firstFaults(db)).toEqual([]);
    expect(await checkedByScript(db)).toMatchObject({ code: 0 });
    const [first] = await blocksFrom(db, { from: 1, limit: 1 });
    if (!first) throw new Error('nothing is sealed');
    const forged = { ...first, sealedAt: after({ minutes: 1 }).toISOString() };
    const hash = hashOf(forged);
    await letGoOfTheLedger(db);
    await db
      .updateTable('chain_block')
      .set({ sealed_at: forged.sealedAt, hash })
      .where('number', '=', 1)
      .execute();
    expect(await firstFaults(db)).toEqual(['block 2 carries another hash of the one before it']);
    const told = await checkedByScript(db);
    expect(told.code).toBe(1);
    expect(told.out).toContain('block 2: does not follow block 1');
  });

  async function twoBlocks(db: Db): Promise<void> {
    const ruleVersionId = await withPolicies(db);
    const { personId } = await aLearner(db);
    for (const block of [1, 2]) {
      const of = { category: 'A' as const, amount: 100, school: 'party' as const, title: '一门课' };
      const entries = [{ personId, ...of, sourceId: `s${block}`, occurredOn: '2026-11-22' }];
      await addEntries(db, { entries, sourceType: 'load', ruleVersionId, now });
      await sealWaiting(db, { textsOf: sealedTexts, now: after({ hours: block }), evenFew: true });
    }
  }

  async function firstFaults(db: Db): Promise<string[]> {
    const found: string[] = [];
    for (const { run } of chainChecks) {
      const breach = await run(db, engineNamed(open.engine));
      if (breach) found.push(breach.first);
    }
    return found;
  }

  async function checkedByScript(db: Db): Promise<{ code: number; out: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'forged-'));
    const file = join(folder, 'chain.jsonl');
    const blocks = await blocksFrom(db, { from: 1, limit: 10 });
    await writeFile(file, blocks.map(blockLine).join(''));
    const told = await new Promise<{ code: number; out: string }>((resolve) => {
      execFile(process.execPath, [script, file], (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, out: `${stdout}${stderr}` }),
      );
    });
    await rm(folder, { recursive: true });
    return told;
  }
});

import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { blocksFrom, newestBlock } from '#app/features/chain/reading.server.ts';
import { MOST_IN_A_BLOCK, sealWaiting } from '#app/features/chain/sealing.server.ts';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('sealing beside others', (open) => {
  let db: Db;
  let many: (count: number) => Promise<unknown>;
  beforeEach(async () => {
    db = await open();
    const ruleVersionId = await withPolicies(db);
    const { personId } = await aLearner(db);
    const one = { personId, category: 'A', amount: 100, school: 'party', title: '一门课' } as const;
    many = (count) =>
      addEntries(db, {
        entries: Array.from({ length: count }, (_, n) => ({
          ...{ ...one, sourceId: `s${n}`, occurredOn: '2026-11-22' },
        })),
        ...{ sourceType: 'load', ruleVersionId, now },
      });
  });

  it('is one chain when somebody else seals what a worker has read already', async () => {
    await many(40);
    let isFirst = true;
    const slow = sealWaiting(db, {
      now,
      textsOf: async (from, ids) => {
        if (isFirst) {
          isFirst = false;
          expect(await sealWaiting(db, { textsOf: sealedTexts, now })).toBe(40);
        }
        return sealedTexts(from, ids);
      },
    });
    expect(await slow).toBe(0);
    const blocks = await blocksFrom(db, { from: 0, limit: 100 });
    expect(blocks.map(({ entries, total }) => [entries, total])).toEqual([[40, 40]]);
    const lines = await verifyAcademy(db, open.engine === 'sqlite' ? 'embedded' : 'server');
    expect(lines.filter(({ breach }) => breach)).toEqual([]);
  });

  it('says so when an entry waits that is sealed already', async () => {
    await many(3);
    expect(await sealWaiting(db, { textsOf: sealedTexts, now })).toBe(3);
    const { entry_id } = await db.selectFrom('chain_leaf').select('entry_id').executeTakeFirstOrThrow();
    await db.insertInto('chain_waiting').values({ entry_id }).execute();
    await expect(sealWaiting(db, { textsOf: sealedTexts, now, evenFew: true })).rejects.toThrow(
      /unique|duplicate/i,
    );
    expect((await newestBlock(db))?.total).toBe(3);
  });

  it('lets others have their turn after each block', async () => {
    await many(2 * MOST_IN_A_BLOCK + 10);
    const seen: number[] = [];
    const rest = async () => {
      seen.push((await newestBlock(db))?.total ?? 0);
    };
    expect(await sealWaiting(db, { textsOf: sealedTexts, now, rest })).toBe(2 * MOST_IN_A_BLOCK);
    expect(seen).toEqual([MOST_IN_A_BLOCK, 2 * MOST_IN_A_BLOCK]);
  });
});

import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { chainChecks } from '#app/cli/checks/chain.server.ts';
import {
  blocksFrom,
  leavesOf,
  newestBlock,
  sealOf,
  waitingCount,
} from '#app/features/chain/reading.server.ts';
import { MOST_IN_A_BLOCK, sealWaiting } from '#app/features/chain/sealing.server.ts';
import { type Posting, postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { closedFields, openFields } from '#app/features/credits/sealed-text.rules.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import type { Db } from '#db/database.ts';
import { letGoOfTheLedger } from '#tests/support/by-hand.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('the chain of the ledger', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db);
  });

  const post = (id: string, more: Partial<Posting> = {}) =>
    postCredit(db, {
      personId: learner.personId,
      source: { type: 'test', id },
      line: 'face',
      category: 'A',
      amount: 150,
      elective: false,
      school: 'governance',
      title: '四方五步协商议事',
      ruleVersionId,
      computation: {},
      evidence: { courseCode: 'ZL05' },
      occurredOn: '2026-11-22',
      actor: null,
      now,
      ...more,
    });
  const many = (count: number, sourceType = 'load') =>
    addEntries(db, {
      entries: Array.from({ length: count }, (_, n) => ({
        personId: learner.personId,
        category: 'A' as const,
        amount: 100,
        school: 'party' as const,
        title: '一门课',
        sourceId: `s${n}`,
        occurredOn: '2026-11-22',
      })),
      sourceType,
      ruleVersionId,
      now,
    });
  const seal = (at = now, evenFew = false) => sealWaiting(db, { textsOf: sealedTexts, now: at, evenFew });
  const blocks = () => blocksFrom(db, { from: 0, limit: 100 });
  const breaches = async () =>
    (await verifyAcademy(db, open.engine === 'sqlite' ? 'embedded' : 'server')).filter(
      ({ breach }) => breach,
    );

  it('takes what was posted and what was taken back, an hour at the latest', async () => {
    expect(await seal()).toBe(0);
    const { entryId } = await post('one');
    await post('two');
    expect(await waitingCount(db, 10)).toBe(2);
    expect(await seal()).toBe(2);
    expect(await waitingCount(db, 10)).toBe(0);
    await reverseCredit(db, { actor: academy, entryId, reason: '弄错了', now });
    expect(await seal(after({ minutes: 59 }))).toBe(0);
    expect(await sealOf(db, entryId)).toEqual({ blockNumber: 1, position: 1, sealedAt: now.toISOString() });
    expect(await seal(after({ hours: 1 }))).toBe(1);
    expect((await blocks()).map(({ number, entries, total }) => [number, entries, total])).toEqual([
      [1, 2, 2],
      [2, 1, 3],
    ]);
    expect((await newestBlock(db))?.previous).toBe((await blocks())[0]?.hash);
    expect(await breaches()).toEqual([]);
  });

  it('takes nothing of what was not posted: both or neither', async () => {
    await post('one');
    await post('one');
    await expect(post('two', { ruleVersionId: 'no such rules' })).rejects.toThrow();
    expect(await waitingCount(db, 10)).toBe(1);
    expect(await breaches()).toEqual([]);
  });

  it('fills a block before the hour is over, and seals what was there before the chain', async () => {
    await many(MOST_IN_A_BLOCK + 50);
    await seal();
    await post('late');
    await seal();
    expect((await blocks()).map(({ entries }) => entries)).toEqual([MOST_IN_A_BLOCK, 50].slice(0, 1));
    await seal(now, true);
    expect((await blocks()).map(({ entries }) => entries)).toEqual([MOST_IN_A_BLOCK, 51]);
    expect(await breaches()).toEqual([]);
  });

  it('is one chain when two workers seal at once, again and again', async () => {
    for (let round = 0; round < 6; round++) {
      await many(40, `round-${round}`);
      const at = after({ hours: round + 1 });
      await Promise.all([seal(at), seal(at), many(40, `during-${round}`)]);
    }
    await seal(now, true);
    const entries = (await blocks()).reduce((sum, block) => sum + block.entries, 0);
    expect(entries).toBe(480);
    expect((await newestBlock(db))?.total).toBe(480);
    expect(await breaches()).toEqual([]);
  });

  it('is whole after a worker that was killed in the middle of a block', async () => {
    await many(30);
    const dying = sealWaiting(db, {
      textsOf: async () => {
        throw new Error('killed');
      },
      now,
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await blocks()).toEqual([]);
    expect(await seal()).toBe(30);
    expect(await breaches()).toEqual([]);
  });

  it('lets nobody change or remove an entry', async () => {
    await post('one');
    const change = db.updateTable('credit_entry').set({ amount: 900 }).execute();
    await expect(change).rejects.toThrow(/append-only/);
    await db.deleteFrom('chain_waiting').execute();
    await expect(db.deleteFrom('credit_entry').execute()).rejects.toThrow(/append-only/);
    expect(await db.selectFrom('credit_entry').select('amount').execute()).toEqual([{ amount: 150 }]);
  });

  it('still checks when whoever it was about is made nameless', async () => {
    await post('one');
    await seal();
    await db
      .updateTable('person')
      .set({ name: '已注销', username: 'gone' })
      .where('id', '=', learner.personId)
      .execute();
    expect(await breaches()).toEqual([]);
  });

  it('covers every column of the ledger', async () => {
    await post('one');
    const row = await db.selectFrom('credit_entry').selectAll().executeTakeFirstOrThrow();
    expect([...openFields, ...closedFields].sort()).toEqual(Object.keys(row).sort());
  });

  it('turns verify red and names the block and the entry, whatever is changed by hand', async () => {
    await letGoOfTheLedger(db);
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      ids.push((await post(name, { actor: learner.actor, reason: '补录' })).entryId);
      await seal(after({ hours: ids.length }));
    }
    const other = await aLearner(db);
    const otherRules = 'other-rules';
    await db.executeQuery(
      CompiledQuery.raw(`insert into policy_version (id, kind, code, version, title, content, content_hash, valid_from, published_at)
        select '${otherRules}', kind, code, 'other', title, content, 'other', valid_from, published_at from policy_version where kind = 'rules'`),
    );
    const changed = {
      person_id: other.personId,
      posted_by: null,
      category: 'H',
      amount: 151,
      elective: 1,
      school: 'party',
      title: '另一门课',
      source_type: 'other',
      source_id: 'other',
      line: 'other',
      revision: 2,
      rule_version_id: otherRules,
      computation: '{"words":"别的"}',
      evidence: '{}',
      occurred_on: '2026-11-21',
      posted_at: '2026-11-22T05:00:00.001Z',
      reason: '别的理由',
    } as const;
    const field = fc.constantFrom(...(Object.keys(changed) as (keyof typeof changed)[]));
    // The chain alone: the whole of verify takes its time on a busy machine.
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    const firstOfChain = async () => {
      const found = [];
      for (const { run } of chainChecks) found.push((await run(db, engine))?.first);
      return found;
    };
    await fc.assert(
      fc.asyncProperty(field, fc.integer({ min: 0, max: 2 }), async (column, index) => {
        const id = ids[index] ?? '';
        const before = await db
          .selectFrom('credit_entry')
          .select(column)
          .where('id', '=', id)
          .executeTakeFirst();
        const set = (to: object) => db.updateTable('credit_entry').set(to).where('id', '=', id).execute();
        await set({ [column]: changed[column] });
        const told = await firstOfChain();
        await set(before ?? {});
        expect(told).toContain(`block ${index + 1}, entry ${id}`);
      }),
      { numRuns: 25 },
    );
    expect(await breaches()).toEqual([]);
  });

  it('does not go on from a block that was made anew', async () => {
    await post('one');
    await seal();
    await post('two');
    await seal(after({ hours: 1 }));
    const [leaf] = await leavesOf(db, 1);
    await letGoOfTheLedger(db);
    await db
      .updateTable('chain_leaf')
      .set({ leaf: 'f'.repeat(64) })
      .where('entry_id', '=', leaf?.entryId ?? '')
      .execute();
    const told = (await breaches()).map(({ breach }) => breach?.first);
    expect(told).toContain('block 1 has other entries');
    await db.deleteFrom('chain_leaf').where('block_number', '=', 1).execute();
    await db.deleteFrom('chain_block').where('number', '=', 1).execute();
    expect((await breaches()).map(({ breach }) => breach?.first)).toContain(
      'block 2 does not follow the one before it',
    );
  });
});

import { beforeEach, expect, it } from 'vitest';
import { explainedEntry } from '#app/features/credits/explaining.server.ts';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import {
  policyInForce,
  publishPolicy,
  rulesInForce,
  rulesOfVersion,
} from '#app/features/credits/policies.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, publishRules, rules2026, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('policies', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  it('never change once published', async () => {
    const id = await publishRules(db, '2026.1');
    expect(await publishRules(db, '2026.1')).toBe(id);
    await expect(publishRules(db, '2026.1', { roundingHundredths: 50 })).rejects.toThrow(
      'publish a new version',
    );
    expect((await rulesOfVersion(db, id))?.roundingHundredths).toBe(25);
    expect(await db.selectFrom('policy_version').select('id').execute()).toEqual([{ id }]);
  });

  it('are published once when several begin at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => publishRules(db, '2026.1')));
    expect(new Set(ids).size).toBe(1);
  });

  it('give the newest version in force on a day', async () => {
    await expect(rulesInForce(db, '2026-11-22')).rejects.toThrow(
      'No credit rules are published for 2026-11-22',
    );
    await publishRules(db, '2025.1', { validFrom: '2025-01-01', validTo: '2025-12-31' });
    await publishRules(db, '2026.1');
    const version = async (day: string) => (await rulesInForce(db, day)).version;
    expect(await version('2026-11-22')).toBe('2026.1');
    await publishRules(db, '2026.2', { validFrom: '2026-07-01' });
    // What is kept for ten seconds is forgotten by publishing.
    expect(await version('2026-11-22')).toBe('2026.2');
    expect(await version('2026-06-30')).toBe('2026.1');
    expect(await version('2025-12-31')).toBe('2025.1');
    await expect(version('2024-12-31')).rejects.toThrow('No credit rules');
    expect(await policyInForce(db, 'schemes', '2026-11-22')).toBeNull();
    const inside = await db.transaction().execute((trx) => rulesInForce(trx, '2026-07-01'));
    expect(inside.version).toBe('2026.2');
  });

  it('that begin on one day give way to the one published last, whatever its version is called', async () => {
    for (const version of ['2026.9', '2026.10']) await publishRules(db, version);
    const inside = () => db.transaction().execute((trx) => rulesInForce(trx, '2026-11-22'));
    expect((await rulesInForce(db, '2026-11-22')).version).toBe('2026.10');
    expect((await inside()).version).toBe('2026.10');
    await db
      .updateTable('policy_version')
      .set({ published_at: '2027-01-01T00:00:00.000Z' })
      .where('version', '=', '2026.9')
      .execute();
    expect((await inside()).version).toBe('2026.9');
  });

  it('are read one at a time in a transaction, which holds locks meanwhile', async () => {
    await withPolicies(db);
    await db.transaction().execute(async (trx) => {
      const read: number[] = [];
      const watched = trx.withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          read.push(result.rows.length);
          return result;
        },
      });
      expect(await policyInForce(watched, 'rules', '2026-11-22')).not.toBeNull();
      expect(read).toEqual([1]);
    });
  });

  it('refuse to be read when they are no credit rules', async () => {
    const content = { ...rules2026, roundingHundredths: 0 };
    const { code, title } = rules2026;
    const dates = { validFrom: '2026-01-01', validTo: null };
    await publishPolicy(db, { policy: { kind: 'rules', code, version: 'x', title, ...dates, content }, now });
    await expect(rulesInForce(db, '2026-11-22')).rejects.toThrow();
  });

  it('explain an entry in the words of its own version', async () => {
    const ruleVersionId = await withPolicies(db);
    const { personId } = await aLearner(db);
    const { entryId } = await postCredit(db, {
      personId,
      source: { type: 'completion', id: 'c1' },
      line: 'face',
      category: 'A',
      amount: 100,
      elective: false,
      school: null,
      title: '议事',
      ruleVersionId,
      computation: {},
      evidence: {},
      occurredOn: '2026-11-22',
      actor: null,
      now,
    });
    const categories = rules2026.categories.map((category) => ({ ...category, explanation: '新的说法' }));
    await publishRules(db, '2026.2', { validFrom: '2026-02-01', categories });
    const explained = await explainedEntry(db, entryId);
    expect(explained?.category.label).toBe('面授、直播与现场教学');
    expect(explained?.category.explanation).toContain('每学时记 1 学分');
    expect(explained?.entry.ruleVersion).toBe('2026.1');
    expect(await explainedEntry(db, 'nothing')).toBeNull();
  });
});

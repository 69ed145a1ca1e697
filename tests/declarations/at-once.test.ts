import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeDeclaration } from '#app/features/declarations/declaring.server.ts';
import { discardDraft } from '#app/features/declarations/discarding.server.ts';
import { keysOf, sendDeclaration, withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, withPolicies } from '#tests/support/world.ts';
import { decided, declared, drafted, holding, stateOf, training } from './declaring.ts';

/** So often, each time begun a few reads later than before: on a server most of them overlap. */
const ROUNDS = 32;

describeOnBothDatabases('two pages of somebody who declares, at once', (open) => {
  let db: Db;
  let other: Db;
  let learner: Learner;
  beforeEach(async () => {
    const fresh = await open.withUrl();
    db = fresh.db;
    other = await openDatabase(fresh.url);
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
  });
  afterEach(() => closeDatabase(other));

  async function together<One, Two>(round: number, one: () => Promise<One>, two: () => Promise<Two>) {
    const reads = async () => {
      for (let read = 0; read < round % 16; read += 1)
        await other.selectFrom('person').select('id').where('id', '=', learner.personId).execute();
    };
    return Promise.all([one(), reads().then(two)]);
  }
  const send = (declarationId: string) =>
    sendDeclaration(db, { actor: learner.actor, declarationId, now: after({ hours: 1 }) });

  it('one sends what the other has saved or has not, and the keys are of what stands', {
    timeout: 60_000,
  }, async () => {
    const wrong: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each of another person: the words are the same.
      learner = await aLearner(db);
      const declarationId = await drafted(db, learner, { form: { title: '另一件事', certificate: '' } });
      const seen = (await declarationRow(db, declarationId))?.saved_at ?? '';
      const form = { ...training, title: '社区协商能力培训' };
      const save = { actor: learner.actor, declarationId, seen, form, now: after({ hours: 1 }) };
      const [sent, saved] = await together(
        round,
        () => send(declarationId),
        () => changeDeclaration(other, save),
      );
      const row = await declarationRow(db, declarationId);
      if (!row) throw new Error('no row');
      expect(sent).toEqual({ ok: true, again: false });
      expect(row.title).toBe(saved.ok ? form.title : '另一件事');
      const { matter_key, certificate_key } = row;
      if (JSON.stringify({ matter_key, certificate_key }) !== JSON.stringify(keysOf(row))) wrong.push(row.id);
    }
    expect(wrong).toEqual([]);
  });

  it('one never says that it was sent when the other has taken it back', { timeout: 60_000 }, async () => {
    const reviewer = await holding(db, 'credit-reviewer', '顾明远');
    for (let round = 0; round < ROUNDS; round += 1) {
      learner = await aLearner(db);
      const declarationId = await declared(db, learner);
      await decided(db, reviewer, { declarationId, means: 'return' });
      const back = { actor: learner.actor, declarationId, now: after({ hours: 1 }) };
      const [sent, withdrawn] = await together(
        round,
        () => send(declarationId),
        () => withdrawDeclaration(other, back),
      );
      expect([
        { ok: true, again: false },
        { ok: false, reason: 'closed' },
      ]).toContainEqual(sent);
      expect(await stateOf(db, declarationId)).toBe(withdrawn.ok ? 'withdrawn' : 'waiting');
    }
  });

  it('one never says that it was sent when the other has thrown it away', { timeout: 60_000 }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      learner = await aLearner(db);
      const declarationId = await drafted(db, learner);
      const thrown = { actor: learner.actor, declarationId, now: after({ hours: 1 }) };
      const [sent, discarded] = await together(
        round,
        () => send(declarationId),
        () => discardDraft(other, thrown),
      );
      expect(sent.ok).toBe(!discarded.ok);
      expect(await stateOf(db, declarationId)).toBe(discarded.ok ? undefined : 'waiting');
    }
  });
});

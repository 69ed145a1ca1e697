import { beforeEach, expect, it } from 'vitest';
import { appealChecks } from '#app/cli/checks/appeals.server.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { answerObjections } from '#app/features/declarations/answering.server.ts';
import { objectTo } from '#app/features/declarations/objecting.server.ts';
import { publicItemOf } from '#app/features/declarations/publicity.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { decided, declared, holding, stepsOf } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('who has had a part in a declaration', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  let hearer: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
    hearer = await holding(db, 'appeals-reviewer', '舒再看');
  });

  const alsoHolds = (who: Learner, role: Role) =>
    grantRole(db, {
      ...{ actor: academy, personId: who.personId, role, orgUnitId: null, validFrom: '2026-01-01', now },
    });
  async function raised(subject: 'declaration' | 'entry', subjectId: string, at = now): Promise<string> {
    const about = { subject, subjectId, words: '请再核对一次。', now: at };
    const outcome = await raiseAppeal(db, { ...about, actor: learner.actor });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.appealId;
  }
  const hear = (
    who: Learner,
    appealId: string,
    means: 'uphold' | 'dismiss' = 'uphold',
    at = after({ days: 1 }),
  ) => decideAppeal(db, { actor: who.actor, appealId, means, words: '核对过名单。', now: at });
  const object = async (who: Learner, declarationId: string, at: Date) => {
    const publicityId = (await publicItemOf(db, declarationId)) ?? '';
    return objectTo(db, { actor: who.actor, publicityId, words: '那天他不在。', now: at });
  };
  const answer = async (who: Learner, declarationId: string, means: 'dismiss' | 'uphold', at: Date) =>
    answerObjections(db, {
      ...{ actor: who.actor, declarationId, means, words: '核对过签到表。', now: at },
      seen: await stepsOf(db, declarationId),
    });
  const breaches = async () => {
    const found = [];
    for (const check of appealChecks) found.push(await check.run(db, engineNamed(open.engine)));
    return found.flatMap((breach) => breach?.first ?? []);
  };

  it('does not hear an appeal about the entry that it was paid by', async () => {
    const companion = await holding(db, 'appeals-reviewer', '苏青');
    await alsoHolds(reviewer, 'appeals-reviewer');
    const declarationId = await declared(db, learner, { key: 'G.service', form: { companions: '苏青' } });
    await decided(db, reviewer, { declarationId, means: 'grant' });
    const award = await db.selectFrom('credit_entry').select('id').executeTakeFirstOrThrow();
    const registrar = await holding(db, 'registrar', '方排课');
    const reverse = async (entryId: string, at: Date) => {
      const reversed = await reverseCredit(db, {
        actor: registrar.actor,
        entryId,
        reason: '记错了',
        now: at,
      });
      if (!reversed.ok) throw new Error(reversed.reason);
      return reversed.entryId;
    };
    const first = await raised('entry', await reverse(award.id, now));
    expect(await hear(companion, first)).toEqual({ ok: false, reason: 'involved' });
    expect(await hear(reviewer, first)).toEqual({ ok: false, reason: 'decided-before' });
    expect(await hear(hearer, first)).toEqual({ ok: true });
    // Whoever heard the first appeal about it does not hear the second.
    const later = after({ days: 2 });
    const again = await db
      .selectFrom('credit_entry')
      .select('id')
      .where('kind', '=', 'award')
      .orderBy('revision', 'desc')
      .executeTakeFirstOrThrow();
    const second = await raised('entry', await reverse(again.id, later), later);
    expect(await hear(hearer, second, 'uphold', after({ days: 3 }))).toEqual({
      ok: false,
      reason: 'decided-before',
    });
    const third = await holding(db, 'appeals-reviewer', '乔安');
    expect(await hear(third, second, 'dismiss', after({ days: 3 }))).toEqual({ ok: true });
    expect(await breaches()).toEqual([]);
    await db
      .updateTable('appeal_decision')
      .set({ by_person_id: companion.personId })
      .where('appeal_id', '=', first)
      .execute();
    expect(await breaches()).toEqual([expect.stringContaining(first)]);
  });

  it('as whoever upheld the appeal answers no objection to it, and hears no later appeal', async () => {
    await alsoHolds(hearer, 'credit-reviewer');
    const declarationId = await declared(db, learner);
    await decided(db, reviewer, { declarationId, means: 'refuse', words: '没有组织方的记录。' });
    expect(await hear(hearer, await raised('declaration', declarationId))).toEqual({ ok: true });
    const neighbour = await aLearner(db, '乔安');
    await object(neighbour, declarationId, after({ days: 2 }));
    const [day3, day4] = [after({ days: 3 }), after({ days: 4 })];
    expect(await answer(hearer, declarationId, 'dismiss', day3)).toEqual({
      ok: false,
      reason: 'heard-appeal',
    });
    // Somebody who answers an objection only after an appeal was heard breaks nothing.
    expect(await answer(reviewer, declarationId, 'uphold', day3)).toEqual({ ok: true });
    const second = await raised('declaration', declarationId, day3);
    expect(await hear(hearer, second, 'dismiss', day4)).toEqual({ ok: false, reason: 'decided-before' });
    const other = await holding(db, 'appeals-reviewer', '苏青');
    expect(await hear(other, second, 'dismiss', day4)).toEqual({ ok: true });
    expect(await breaches()).toEqual([]);
    await db.updateTable('objection_answer').set({ by_person_id: hearer.personId }).execute();
    expect(await breaches()).toHaveLength(1);
  });
});

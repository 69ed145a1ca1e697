import { expect } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeAddition, proposeCorrection } from '#app/features/adjustments/proposing.server.ts';
import { creditBalance, postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { after, aLearner, type Learner, now, withPolicies, withRole } from '#tests/support/world.ts';

export const addition = {
  kind: 'missed',
  category: 'A',
  elective: 'elective',
  school: 'governance',
  title: '楼道议事现场观摩',
  units: 150,
  amount: null,
  level: '',
  again: false,
  sameAs: '',
  occurredOn: '2026-11-20',
  reason: '签到表上有，系统里漏了。',
  evidence: '签到表第 2 页第 7 行',
} as const;
export const takingBack = { kind: 'too-much', amount: 50, reason: '学时登记多了', evidence: '课次记录' };

/** A learner, somebody who proposes, somebody who decides, and what they do. */
export async function aDesk(db: Db, engine: 'sqlite' | 'mariadb') {
  const ruleVersionId = await withPolicies(db);
  const learner = await aLearner(db);
  const proposer = withRole(await aLearner(db, '时桂兰'), 'registrar');
  const reviewer = withRole(await aLearner(db, '向明理'), 'registrar');
  return {
    ...{ ruleVersionId, learner, proposer, reviewer },
    balance: () => creditBalance(db, learner.personId),
    propose: async (amount: number = addition.units, said: { title?: string; category?: string } = {}) => {
      const form = { ...addition, units: amount, ...said };
      const { actor } = proposer;
      const outcome = await proposeAddition(db, { actor, personId: learner.personId, form, now });
      if (!outcome.ok) throw new Error(outcome.reason);
      return outcome.adjustmentId;
    },
    entryOf: async (
      amount: number,
      source = { type: 'test', id: newId() },
      line = 'face',
      evidence = { courseCode: 'ZL05' },
    ) => {
      const { entryId } = await postCredit(db, {
        ...{ personId: learner.personId, source, line, category: 'A' },
        ...{ amount, elective: false, school: 'party', title: '四方五步', ruleVersionId },
        ...{ computation: { words: '3 学时' }, evidence, occurredOn: '2026-11-01' },
        ...{ actor: null, now },
      });
      return entryId;
    },
    proposeBack: async (entryId: string, amount = 50, kind = takingBack.kind) => {
      const form = { ...takingBack, amount, kind };
      const outcome = await proposeCorrection(db, { actor: proposer.actor, entryId, form, now });
      if (!outcome.ok) throw new Error(outcome.reason);
      return outcome.adjustmentId;
    },
    earlyCorrection: (entryId: string, amount: number) =>
      earlyCorrection(db, { entryId, amount, personId: learner.personId, ruleVersionId, proposer, reviewer }),
    confirm: (adjustmentId: string, actor: Actor = reviewer.actor) =>
      confirmAdjustment(db, { actor, adjustmentId, words: '对过签到表', now: after({ hours: 1 }) }),
    expectSound: async () => {
      const findings = await verifyAcademy(db, engine === 'sqlite' ? 'embedded' : 'server');
      expect(findings.filter(({ breach }) => breach)).toEqual([]);
    },
  };
}

export type Desk = Awaited<ReturnType<typeof aDesk>>;

interface Early {
  entryId: string;
  amount: number;
  personId: string;
  ruleVersionId: string;
  proposer: Learner;
  reviewer: Learner;
}

/** A correction as it was posted before it became the next revision of its source: under the adjustment's own name. */
async function earlyCorrection(
  db: Db,
  { entryId, amount, personId, ruleVersionId, proposer, reviewer }: Early,
): Promise<string> {
  const outcome = await proposeCorrection(db, {
    ...{ actor: proposer.actor, entryId, form: { ...takingBack, amount }, now },
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  const id = outcome.adjustmentId;
  const at = after({ hours: 1 });
  const { actor } = reviewer;
  const by = { adjustment_id: id, outcome: 'confirmed', words: '对过', at: at.toISOString() };
  await db
    .insertInto('adjustment_outcome')
    .values({ ...by, by_person_id: reviewer.personId })
    .execute();
  await db.updateTable('adjustment').set({ open: null }).where('id', '=', id).execute();
  const old = await db
    .selectFrom('credit_entry')
    .selectAll()
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow();
  await reverseCredit(db, { actor, entryId, reason: '学时登记多了', now: at });
  const { entryId: rest } = await postCredit(db, {
    ...{ personId, source: { type: 'adjustment', id }, line: 'rest', category: 'A' },
    ...{ amount: old.amount - amount, elective: false, school: 'party', title: old.title, ruleVersionId },
    ...{
      computation: { words: '更正' },
      evidence: { ...JSON.parse(old.evidence), adjustment: { insteadOf: entryId } },
    },
    ...{ occurredOn: old.occurred_on, actor, reason: '学时登记多了', now: at },
  });
  return rest;
}

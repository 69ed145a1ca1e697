import type { Correction } from '#app/features/adjustments/adjustment.schema.ts';
import { confirmAdjustment, declineAdjustment } from '#app/features/adjustments/deciding.server.ts';
import {
  type ProposalOutcome,
  proposeAddition,
  proposeCorrection,
} from '#app/features/adjustments/proposing.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays } from '#app/lib/time.ts';
import { plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

/** Adjustments that were confirmed (one adds, one corrects), one that was declined and two that wait: by registrar and reviewer, each about somebody else. */
export async function adjustCredits(
  loading: Loading,
  {
    accounts,
    registrar,
    reviewer,
  }: { accounts: ReadonlyMap<string, string>; registrar: Actor; reviewer: Actor },
): Promise<void> {
  const { trx, now, today } = loading;
  const of = (account: string) => known(accounts, account, 'account');
  const add = async (account: string, title: string, amount: number, evidence: string, daysAgo: number) =>
    madeOf(
      await proposeAddition(trx, {
        actor: registrar,
        personId: of(account),
        form: {
          ...{ kind: 'missed', category: 'A', elective: 'elective', school: 'governance', title },
          ...{ units: amount, amount: null, level: '', again: false, sameAs: '' },
          ...{ occurredOn: addDays(today, -daysAgo - 3), reason: '签到表上有名字，系统里漏点了。', evidence },
        },
        now: plusDays(now, -daysAgo),
      }),
    );
  const done = await add('learner2', '楼道议事现场观摩', 100, '现场签到表第 2 页第 7 行，存教务档案。', 6);
  await confirmAdjustment(trx, {
    ...{ actor: reviewer, adjustmentId: done, words: '对过签到表，属实。', now: plusDays(now, -5) },
  });
  const refused = await add('learner2', '社区开放日', 200, '本人口述。', 4);
  await declineAdjustment(trx, {
    ...{
      actor: reviewer,
      adjustmentId: refused,
      words: '没有签到记录，也不是课程，请补依据。',
      now: plusDays(now, -3),
    },
  });
  await add('secretary', '支部书记工作交流会', 200, '会议签到表和通知，编号 2026-11。', 1);
  const short = await correct(loading, {
    ...{ personId: of('secretary'), actor: registrar, daysAgo: 5 },
    form: {
      ...{ kind: 'too-little', amount: 50, reason: '最后一次课延长了半个学时，登记时少写了。' },
      evidence: '课次记录和老师的说明，存教务档案。',
    },
  });
  if (short !== '')
    await confirmAdjustment(trx, {
      ...{ actor: reviewer, adjustmentId: short, words: '和课次记录一致。', now: plusDays(now, -4) },
    });
  await correct(loading, {
    ...{ personId: of('learner2'), actor: reviewer, daysAgo: 1 },
    form: {
      ...{ kind: 'too-much', amount: 25, reason: '有一次课提前下课，学时登记多了。' },
      evidence: '课次记录和老师的说明。',
    },
  });
}

/** Proposes to correct the last of somebody's entries of this year that nobody has corrected. */
async function correct(
  { trx, now, today }: Loading,
  { personId, actor, form, daysAgo }: { personId: string; actor: Actor; form: Correction; daysAgo: number },
): Promise<string> {
  const entries = await creditEntries(trx, personId, accountingYear({}, Number(today.slice(0, 4))));
  const entry = entries.find(
    ({ kind, reversedById, amount, evidence, postedAt }) =>
      kind === 'award' &&
      !reversedById &&
      amount > 50 &&
      !evidence.adjustment &&
      evidence.courseCode !== undefined &&
      postedAt < plusDays(now, -daysAgo).toISOString(),
  );
  if (!entry) return '';
  return madeOf(
    await proposeCorrection(trx, { actor, entryId: entry.id, form, now: plusDays(now, -daysAgo) }),
  );
}

function madeOf(outcome: ProposalOutcome): string {
  if (!outcome.ok) throw new Error(`An adjustment cannot be proposed: ${outcome.reason}.`);
  return outcome.adjustmentId;
}

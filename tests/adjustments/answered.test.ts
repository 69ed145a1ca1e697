import { beforeEach, expect, it } from 'vitest';
import { loader as oneAdjustment } from '#app/features/adjustments/pages/adjustment.tsx';
import { loader as adjustments } from '#app/features/adjustments/pages/adjustments.tsx';
import { proposeExemption } from '#app/features/credits/exemption-steps.server.ts';
import { loader as exemptions } from '#app/features/credits/pages/admin-exemptions.tsx';
import { loader as oneExemption } from '#app/features/credits/pages/exemption.tsx';
import { answerWithin, answerWords } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import { waitingAtDesks } from '#app/shell/waiting-work.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace } from '#tests/assessment/record.ts';
import { askPage, signedInAs, today } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aDesk, type Desk } from './desk.ts';

const DAYS = policy.secondPersonWithinWorkingDays;

it('the day counts working days after the one on which somebody began to wait, and passes at its end', () => {
  // From Friday: nine more days, of which 2 and 3 are a weekend.
  const since = '2026-11-20T03:00:00.000Z';
  const answer = answerWithin(since, 3, now);
  expect(answer).toEqual({ answerBy: '2026-11-25', overdue: false, unknownYears: [] });
  expect(answerWords(answer)).toBe('会在2026年11月25日前答复。');
  expect(answerWithin(since, 3, new Date('2026-11-25T15:59:00.000Z')).overdue).toBe(false);
  const late = answerWithin(since, 3, new Date('2026-11-25T16:01:00.000Z'));
  expect(late.overdue).toBe(true);
  expect(answerWords(late)).toContain('已经过期');
  expect(answerWords(answerWithin('2026-12-28T03:00:00.000Z', 10, now))).toContain(
    '2027 年的放假安排还没有公布',
  );
  expect(answerWords(answerWithin(null, 3, now))).toBe('');
});

describeOnBothDatabases('what waits for a second person', (open) => {
  let db: Db;
  let desk: Desk;
  let adjustmentId: string;
  let exemptionId: string;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    desk = await aDesk(db, open.engine);
    adjustmentId = await desk.propose();
    const east = await aPlace(db, null, 'community', '东园社区');
    const { personId } = desk.learner;
    const post = { position: 'building-head', orgUnitId: east.id, validFrom: '2024-01-01' } as const;
    await appoint(db, { actor: academy, personId, ...post, now });
    const asked = await proposeExemption(db, {
      ...{ actor: desk.proposer.actor, personId, year: 2026, position: 'building-head', kind: 'sick-leave' },
      ...{ reason: '住院三个月', now },
    });
    if (!asked.ok) throw new Error(asked.reason);
    exemptionId = asked.exemptionId;
    cookie = await signedInAs(db, 'registrar');
  });

  const since = async (day: string) => {
    const proposed_at = `${day}T03:00:00.000Z`;
    await db.updateTable('adjustment').set({ proposed_at }).execute();
    await db.updateTable('exemption_proposal').set({ proposed_at }).execute();
  };
  const answers = async () => {
    const [list, waiting] = [
      (await askPage(db, adjustments, '/admin/credits/adjustments', { cookie })).data.adjustments,
      (await askPage(db, exemptions, '/admin/exemptions', { cookie })).data.waiting,
    ];
    const [one, other] = [
      await askPage(db, oneAdjustment, '/a', { cookie, params: { adjustmentId } }),
      await askPage(db, oneExemption, '/e', { cookie, params: { exemptionId } }),
    ];
    return [...(list as object[]), ...(waiting as object[]), one.data.answer, other.data.answer];
  };

  it('says by which working day it is answered, on the desks and on its page, and marks what is late', async () => {
    await since(dayOf(today));
    const { day: answerBy } = workingDaysAfter(dayOf(today), DAYS);
    const soon = { answerBy, overdue: false };
    expect(await answers()).toMatchObject([soon, soon, soon, soon]);
    const actor = desk.reviewer.actor;
    const words = {
      '/admin/credits/adjustments': '1 个等另一个人核对',
      '/admin/exemptions': '1 条等另一个人批准',
    };
    expect(await waitingAtDesks(db, { actor, now: today })).toMatchObject(words);
    await since(addDays(dayOf(today), -40));
    const late = { overdue: true };
    expect(await answers()).toMatchObject([late, late, late, late]);
    expect(await waitingAtDesks(db, { actor, now: today })).toMatchObject({
      '/admin/credits/adjustments': `${words['/admin/credits/adjustments']}，有的已经过期`,
      '/admin/exemptions': `${words['/admin/exemptions']}，有的已经过期`,
    });
  });

  it('says nothing of what was decided', async () => {
    await desk.confirm(adjustmentId);
    const path = '/admin/credits/adjustments?show=all';
    expect((await askPage(db, adjustments, path, { cookie })).data.adjustments).toMatchObject([
      { answerBy: null, overdue: false },
    ]);
    expect(await waitingAtDesks(db, { actor: desk.reviewer.actor, now: today })).toMatchObject({
      '/admin/credits/adjustments': '现在没有在等的',
    });
  });
});

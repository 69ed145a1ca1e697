import { beforeEach, expect, it } from 'vitest';
import { applyDecisionForm, applyProposalForm } from '#app/features/adjustments/desk-actions.server.ts';
import { proposeAddition } from '#app/features/adjustments/proposing.server.ts';
import { adjustmentsPage } from '#app/features/adjustments/reading.server.ts';
import { subjectOf } from '#app/features/adjustments/subject.server.ts';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { appealDesk } from '#app/features/appeals/desk.server.ts';
import { appealQueue, waitingAppeals } from '#app/features/appeals/queue.server.ts';
import { exemptionsOfYear, waitingExemptions } from '#app/features/credits/exemption-list.server.ts';
import { exemptionInFull } from '#app/features/credits/exemption-reading.server.ts';
import { decideExemption, proposeExemption } from '#app/features/credits/exemption-steps.server.ts';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { ledgerPage } from '#app/features/credits/reading.server.ts';
import { reviewDesk } from '#app/features/declarations/desk.server.ts';
import { decidersOfDeclarations } from '#app/features/declarations/keepers.ts';
import { reviewQueue, waitingForReview } from '#app/features/declarations/queue.server.ts';
import { isReached, type Reach, reachBy, reachedOf } from '#app/features/identity/reach.server.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import { waitingAtDesks } from '#app/shell/waiting-work.server.ts';
import type { Db } from '#db/database.ts';
import { addition, takingBack } from '#tests/adjustments/desk.ts';
import { decided, declared, holding as roleHolder } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, holding, type Learner, now, withPolicies, withRole } from '#tests/support/world.ts';

/** Promise 7: whoever holds a role over one part of the organisation sees and decides what is of its people, and nothing else. */
describeOnBothDatabases('a role over one part of the organisation', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let inside: Learner;
  let outside: Learner;
  /** Without any post: of nobody's scope. */
  let leaver: Learner;
  let staff: Learner;
  let unitPath: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    [inside, outside, leaver, staff] = [
      await aLearner(db, '佟向暖'),
      await aLearner(db, '佟知秋'),
      await aLearner(db, '佟已离'),
      await aLearner(db, '时桂兰'),
    ];
    await holding(db, inside.personId, 'building-head');
    await holding(db, outside.personId, 'building-head');
    await holding(db, leaver.personId, 'building-head');
    await db
      .updateTable('appointment')
      .set({ valid_to: '2026-11-21' })
      .where('person_id', '=', leaver.personId)
      .execute();
    unitPath = await pathOf(inside);
  });

  async function pathOf({ personId }: Learner): Promise<string> {
    const { path } = await db
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .select('path')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    return path;
  }
  const over = (role: Role, path = unitPath) => withRole(staff, role, path).actor;
  const reach = (role: Role, path = unitPath): Reach => reachBy(over(role, path), [role], now);
  const everybody = () => [inside, outside, leaver];

  async function entryOf({ personId }: Learner): Promise<string> {
    const { entryId } = await postCredit(db, {
      ...{ personId, source: { type: 'test', id: personId }, line: 'face', category: 'A' },
      ...{ amount: 300, elective: false, school: 'party', title: '四方五步', ruleVersionId },
      ...{ computation: {}, evidence: {}, occurredOn: '2026-11-01', actor: null, now },
    });
    return entryId;
  }

  it('reaches whoever holds a post there today, by that role alone', async () => {
    const mine = reach('credit-reviewer');
    for (const [person, is] of [
      [inside, true],
      [outside, false],
      [leaver, false],
    ] as const) {
      expect(await isReached(db, mine, person.personId)).toBe(is);
      expect(await isReached(db, reachBy(over('registrar'), ['credit-reviewer'], now), person.personId)).toBe(
        false,
      );
      expect(
        await isReached(db, reachBy(withRole(staff, 'registrar').actor, ['registrar'], now), person.personId),
      ).toBe(true);
    }
    const ids = everybody().map(({ personId }) => personId);
    expect(await reachedOf(db, mine, ids)).toEqual(new Set([inside.personId]));
    // Before they left they belonged.
    expect(
      await isReached(
        db,
        reachBy(over('registrar', await pathOf(leaver)), ['registrar'], '2026-11-20'),
        leaver.personId,
      ),
    ).toBe(true);
  });

  it('shows in the ledger, its counts and its search the people of that part', async () => {
    for (const person of everybody()) await entryOf(person);
    for (const q of ['', '佟', 'tong']) {
      const found = await ledgerPage(db, { q, page: 1, reach: reach('registrar') });
      expect([found.total, found.entries.map(({ personId }) => personId)]).toEqual([1, [inside.personId]]);
    }
    expect((await ledgerPage(db, { q: '佟知', page: 1, reach: reach('registrar') })).total).toBe(0);
  });

  it('proposes, lists and decides adjustments of those people only', async () => {
    const entries = [await entryOf(inside), await entryOf(outside)];
    const actor = over('registrar');
    const fields = { ...addition, amount: '', units: '1.5', again: 'no', shown: '150', person: '' };
    const propose = (more: object) => applyProposalForm(db, { actor, fields: { ...fields, ...more }, now });
    const back = { ...takingBack, amount: '0.5' };
    expect(await propose({ person: outside.personId })).toMatchObject({ ok: false, status: 404 });
    expect(await propose({ ...back, entry: entries[1] })).toMatchObject({ ok: false, status: 404 });
    expect(await propose({ person: inside.personId })).toMatchObject({ ok: true });
    expect(await propose({ ...back, entry: entries[0] })).toMatchObject({ ok: true });
    const subject = (asked: object) =>
      subjectOf(db, { search: new URLSearchParams({ ...asked }), actor, now });
    expect(await subject({ person: outside.personId })).toBeNull();
    expect(await subject({ entry: entries[1] })).toBeNull();
    expect(await subject({ person: inside.personId })).not.toBeNull();
    expect((await subject({ q: '佟' }))?.found.map(({ id }) => id)).toEqual([inside.personId]);

    const other = await proposeAddition(db, {
      ...{
        actor: withRole(await aLearner(db), 'registrar').actor,
        personId: outside.personId,
        form: addition,
        now,
      },
    });
    if (!other.ok) throw new Error(other.reason);
    for (const waiting of [true, false]) {
      const page = await adjustmentsPage(db, { waiting, page: 1, reach: reach('registrar') });
      expect([page.total, new Set(page.adjustments.map(({ personId }) => personId))]).toEqual([
        2,
        new Set([inside.personId]),
      ]);
    }
    const decision = {
      adjustmentId: other.adjustmentId,
      fields: { means: 'confirm', words: '对过签到表' },
      now,
    };
    expect(await applyDecisionForm(db, { actor, ...decision })).toMatchObject({ ok: false, status: 404 });
    const theirs = over('credit-reviewer', await pathOf(outside));
    expect(await applyDecisionForm(db, { actor: theirs, ...decision })).toMatchObject({ ok: true });
  });

  it('lists, counts and opens declarations of those people, and decides with the role that decides', async () => {
    const [ours, theirs] = [
      await declared(db, inside),
      await declared(db, outside, { form: { title: '别处的课', certificate: '' } }),
    ];
    const queue = await reviewQueue(db, {
      state: 'waiting',
      category: null,
      page: 1,
      reach: reach('credit-reviewer'),
      now,
    });
    expect([queue.total, queue.declarations.map(({ id }) => id)]).toEqual([1, [ours]]);
    expect(await waitingForReview(db, { reach: reach('credit-reviewer'), now })).toMatchObject({
      waiting: 1,
    });
    const actor = over('credit-reviewer');
    expect(await reviewDesk(db, { actor, declarationId: ours, now })).toMatchObject({ mayDecide: true });
    expect(await reviewDesk(db, { actor, declarationId: theirs, now })).toBeNull();
    const both = withRole({ ...staff, actor }, 'registrar', await pathOf(outside)).actor;
    expect(await reviewDesk(db, { actor: both, declarationId: theirs, now })).toMatchObject({
      mayDecide: false,
    });
    expect(
      await reviewDesk(db, { actor: both, declarationId: theirs, roles: decidersOfDeclarations, now }),
    ).toBeNull();
    // The same thing declared elsewhere: that there is one, and no more.
    await declared(db, outside);
    const alike = (await reviewDesk(db, { actor, declarationId: ours, now }))?.lookalikes;
    expect(alike).toMatchObject([{ title: '管理范围以外的一份', personName: '别处的人', isHidden: true }]);
    expect(await waitingAtDesks(db, { actor, now })).toMatchObject({ '/admin/declarations': '1 份等审核' });
  });

  it('lists, counts and opens appeals of those people', async () => {
    const reviewer = await roleHolder(db, 'credit-reviewer', '向明理');
    const raised: string[] = [];
    for (const person of [inside, outside]) {
      const declarationId = await declared(db, person, {
        form: { title: `课 ${person.personId}`, certificate: '' },
      });
      await decided(db, reviewer, { declarationId, means: 'refuse', words: '没有证明。' });
      const outcome = await raiseAppeal(db, {
        actor: person.actor,
        subject: 'declaration',
        subjectId: declarationId,
        words: '证明在附件里，请再看。',
        now,
      });
      if (!outcome.ok) throw new Error(outcome.reason);
      raised.push(outcome.appealId);
    }
    const [ours = '', theirs = ''] = raised;
    const queue = await appealQueue(db, { state: 'waiting', page: 1, reach: reach('appeals-reviewer'), now });
    expect([queue.total, queue.appeals.map(({ id }) => id)]).toEqual([1, [ours]]);
    expect(await waitingAppeals(db, { reach: reach('appeals-reviewer'), now })).toMatchObject({ waiting: 1 });
    const actor = over('appeals-reviewer');
    expect(await appealDesk(db, { actor, appealId: ours, now })).not.toBeNull();
    expect(await appealDesk(db, { actor, appealId: theirs, now })).toBeNull();
  });

  it('lists exemptions page by page and opens them by the roles of the deed', async () => {
    const proposer = withRole(await aLearner(db), 'registrar').actor;
    const wish = (person: Learner) =>
      proposeExemption(db, {
        ...{
          actor: proposer,
          personId: person.personId,
          year: 2026,
          position: 'building-head',
          kind: 'sick-leave',
        },
        ...{ reason: '病假半年以上', now },
      });
    const [ours, theirs] = [await wish(inside), await wish(outside)];
    if (!ours.ok || !theirs.ok) throw new Error('not proposed');
    const mine = reach('credit-reviewer');
    expect(await waitingExemptions(db, { page: 1, ...mine })).toMatchObject({
      waiting: [{ id: ours.exemptionId }],
      moreWaiting: false,
    });
    expect(await exemptionInFull(db, { exemptionId: ours.exemptionId, ...mine })).not.toBeNull();
    expect(await exemptionInFull(db, { exemptionId: theirs.exemptionId, ...mine })).toBeNull();
    for (const { exemptionId } of [ours, theirs])
      await decideExemption(db, { actor: academyAdmin(), exemptionId, outcome: 'approved', words: '', now });
    const { exemptions } = await exemptionsOfYear(db, { year: 2026, q: '', page: 1, ...mine });
    expect(exemptions.map(({ id }) => id)).toEqual([ours.exemptionId]);
  });
  const academyAdmin = () => withRole(staff, 'academy-admin').actor;
});

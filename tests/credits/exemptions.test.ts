import { beforeEach, expect, it } from 'vitest';
import {
  exemptionsOfPerson,
  exemptionsOfYear,
  waitingExemptions,
} from '#app/features/credits/exemption-list.server.ts';
import { exemptionInFull } from '#app/features/credits/exemption-reading.server.ts';
import {
  decideExemption,
  endExemption,
  proposeExemption,
} from '#app/features/credits/exemption-steps.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, fourLearners, holding, type Learner, now, withPolicies } from '#tests/support/world.ts';

const onDay = '2026-11-22';

describeOnBothDatabases('an exemption', (open) => {
  let db: Db;
  let head: Learner;
  let proposer: Learner;
  let approver: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    [head, proposer, approver] = await fourLearners(db);
    await holding(db, head.personId, 'building-head');
  });

  const propose = (
    actor = proposer.actor,
    more: { kind?: string; position?: Position; year?: number } = {},
  ) =>
    proposeExemption(db, {
      ...{ actor, personId: head.personId, year: 2026, position: 'building-head', kind: 'sick-leave' },
      ...{ reason: '病假半年以上', now, ...more },
    });
  const proposed = async () => {
    const outcome = await propose();
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.exemptionId;
  };
  const decide = (
    exemptionId: string,
    outcome: 'approved' | 'refused' = 'approved',
    actor = approver.actor,
  ) => decideExemption(db, { actor, exemptionId, outcome, words: '', now });
  const status = async () => (await yearStanding(db, head.personId, { year: 2026, today: onDay })).status;
  const titles = async (personId: string) => (await unreadNotices(db, personId, 9)).map(({ title }) => title);

  it('is proposed by one and holds once another has approved it; both are told', async () => {
    const id = await proposed();
    expect(await status()).toBe('not-met');
    expect(await waitingExemptions(db, { page: 1, scopes: 'everywhere', onDay })).toMatchObject({
      waiting: [{ id, kind: 'sick-leave' }],
      moreWaiting: false,
    });
    expect(await decide(id)).toEqual({ ok: true });
    expect(await status()).toBe('exempt');
    expect(await waitingExemptions(db, { page: 1, scopes: 'everywhere', onDay })).toEqual({
      waiting: [],
      moreWaiting: false,
    });
    expect(await titles(head.personId)).toEqual(['2026 年免考核：楼栋长']);
    expect(await titles(proposer.personId)).toEqual(['2026 年楼栋长的免考核已批准']);
    const own = await exemptionsOfPerson(db, { personId: head.personId, year: 2026 });
    expect(own).toMatchObject([{ id, reason: '病假半年以上', ended: false }]);
    const journal = await db
      .selectFrom('journal_entry')
      .select('action')
      .where('subject_id', '=', head.personId)
      .execute();
    expect(journal.map(({ action }) => action)).toEqual(['exemption.proposed', 'exemption.granted']);
  });

  it('is nobody’s own affair: neither proposed, nor approved, nor ended by the person concerned or approved by the proposer', async () => {
    expect(await propose(head.actor)).toEqual({ ok: false, reason: 'own' });
    const id = await proposed();
    expect(await decide(id, 'approved', head.actor)).toEqual({ ok: false, reason: 'own' });
    expect(await decide(id, 'approved', proposer.actor)).toEqual({ ok: false, reason: 'proposer' });
    expect(await status()).toBe('not-met');
    await decide(id);
    const end = { exemptionId: id, reason: '已经回来上班', now };
    expect(await endExemption(db, { actor: head.actor, ...end })).toEqual({ ok: false, reason: 'own' });
    expect(await status()).toBe('exempt');
  });

  it('is of a kind of the published schemes and of a position that is held, and asked for once at a time', async () => {
    expect(await propose(proposer.actor, { kind: 'holiday' })).toEqual({ ok: false, reason: 'kind' });
    expect(await propose(proposer.actor, { position: 'grid-leader' })).toEqual({
      ok: false,
      reason: 'position',
    });
    expect(await propose(proposer.actor, { year: 2021 })).toEqual({ ok: false, reason: 'position' });
    const answers = await Promise.all([propose(), propose(), propose()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual([
      { ok: false, reason: 'waiting' },
      { ok: false, reason: 'waiting' },
    ]);
  });

  it('is decided once, whoever is faster', async () => {
    const id = await proposed();
    const { actor } = await aLearner(db);
    const answers = await Promise.all([decide(id), decide(id, 'refused', actor)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: 'decided' });
  });

  it('may be refused with words, and asked for anew', async () => {
    const id = await proposed();
    await decideExemption(db, {
      actor: approver.actor,
      exemptionId: id,
      outcome: 'refused',
      words: '缺病假条',
      now,
    });
    expect(await status()).toBe('not-met');
    expect(await titles(head.personId)).toEqual([]);
    expect(await exemptionInFull(db, { exemptionId: id, scopes: 'everywhere', onDay })).toMatchObject({
      decided: { outcome: 'refused', words: '缺病假条' },
      ended: null,
    });
    expect(await propose()).toMatchObject({ ok: true });
  });

  it('ends by a row of its own and can be granted once more; nothing is lost', async () => {
    const id = await proposed();
    await decide(id);
    const end = () =>
      endExemption(db, { actor: approver.actor, exemptionId: id, reason: '已经回来上班', now });
    expect(await propose()).toEqual({ ok: false, reason: 'already' });
    expect(await end()).toEqual({ ok: true });
    expect(await end()).toEqual({ ok: false, reason: 'ended' });
    expect(await status()).toBe('not-met');
    expect((await titles(head.personId))[0]).toBe('2026 年楼栋长的免考核已结束');
    const again = await proposed();
    await decide(again);
    expect(await status()).toBe('exempt');
    const { exemptions } = await exemptionsOfYear(db, {
      year: 2026,
      q: '',
      page: 1,
      scopes: 'everywhere',
      onDay,
    });
    expect(exemptions.map((each) => [each.id, each.ended])).toEqual([
      [again, false],
      [id, true],
    ]);
  });

  it('is seen by those only whose scope reaches the person', async () => {
    const id = await proposed();
    await decide(id);
    const asked = { year: 2026, q: '', page: 1, onDay };
    const { path } = await db.selectFrom('org_unit').select('path').executeTakeFirstOrThrow();
    for (const [scope, count] of [
      [path, 1],
      ['t000000000', 0],
    ] as const) {
      const scopes = [scope];
      expect((await exemptionsOfYear(db, { ...asked, scopes })).exemptions).toHaveLength(count);
      expect((await exemptionInFull(db, { exemptionId: id, scopes, onDay })) !== null).toBe(count === 1);
    }
  });

  it('shows more than fifty waiting exemptions, page by page', async () => {
    const asked = {
      person_id: head.personId,
      position: 'building-head',
      kind: 'sick-leave',
      reason: '病假半年以上',
    };
    const rows = Array.from({ length: 53 }, (_, index) => ({
      ...{
        ...asked,
        id: `ex-${String(index).padStart(3, '0')}`,
        year: 2027 + index,
        proposed_by: proposer.personId,
      },
      ...{ proposed_at: now.toISOString(), active: 1 },
    }));
    await db.insertInto('exemption_proposal').values(rows).execute();
    const first = await waitingExemptions(db, { page: 1, scopes: 'everywhere', onDay });
    expect([first.waiting.length, first.moreWaiting]).toEqual([50, true]);
    const second = await waitingExemptions(db, { page: 2, scopes: 'everywhere', onDay });
    expect([second.waiting.map(({ id }) => id), second.moreWaiting]).toEqual([
      ['ex-050', 'ex-051', 'ex-052'],
      false,
    ]);
  });
});

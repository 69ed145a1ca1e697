import { beforeEach, expect, it } from 'vitest';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { beginDeclaration, changeDeclaration } from '#app/features/declarations/declaring.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { ownDeclarations } from '#app/features/declarations/own-declarations.server.ts';
import { declarationSheet } from '#app/features/declarations/reading.server.ts';
import { sendDeclaration, withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { decided, declared, drafted, holding, stateOf, stepsOf, training } from './declaring.ts';

describeOnBothDatabases('a declaration', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
  });

  const count = async (table: 'declaration' | 'declaration_step' | 'credit_entry') =>
    (await db.selectFrom(table).selectAll().execute()).length;

  it('is one, however often its form is sent', async () => {
    const formToken = newId();
    const begun = {
      actor: learner.actor,
      formToken,
      category: 'H',
      activity: 'outside',
      form: training,
      now,
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => beginDeclaration(db, begun)));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.declarationId : answer.reason))).size).toBe(1);
    expect(await count('declaration')).toBe(1);
    const declarationId = await drafted(db, learner, { token: formToken });
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => sendDeclaration(db, { actor: learner.actor, declarationId, now })),
    );
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(sent.filter((one) => one.ok && !one.again)).toHaveLength(1);
    expect(await count('declaration_step')).toBe(1);
  });

  it('is refused for the same evidence, and free again once it is taken back', async () => {
    const first = await declared(db, learner);
    const again = async (form: Partial<typeof training>) => {
      const declarationId = await drafted(db, learner, { form });
      return sendDeclaration(db, { actor: learner.actor, declarationId, now });
    };
    const twice = { ok: false, reason: 'paid-once', otherId: first };
    expect(await again({ certificate: '', title: ' 社区协商，能力培训 ' })).toEqual(twice);
    expect(await again({ certificate: '培字2026—031', title: '另一个名字' })).toEqual(twice);
    expect(await again({ certificate: '', occurredOn: '2026-11-11' })).toMatchObject({ ok: true });
    await withdrawDeclaration(db, { actor: learner.actor, declarationId: first, now });
    expect(await again({})).toMatchObject({ ok: true });
    // Somebody else's certificate is somebody else's.
    expect(await declared(db, await aLearner(db, '别人'))).toBeTruthy();
  });

  it('needs evidence, a rule that pays it, and something to pay', async () => {
    const send = async (wish: Parameters<typeof drafted>[2]) => {
      const declarationId = await drafted(db, learner, wish);
      return sendDeclaration(db, { actor: learner.actor, declarationId, now });
    };
    expect(await send({ form: { words: ' ' } })).toMatchObject({ reason: 'no-evidence' });
    expect(await send({ form: { occurredOn: '2025-11-11' } })).toMatchObject({ reason: 'no-rules' });
    expect(await send({ key: 'A.face' })).toMatchObject({ reason: 'no-rules' });
    expect(await send({ key: 'G.service', form: { units: 10 } })).toMatchObject({ reason: 'pays-nothing' });
  });

  it('is written by its author alone, and never over what another page saved', async () => {
    const declarationId = await drafted(db, learner);
    const change = (actor = learner.actor, seen = now.toISOString()) =>
      changeDeclaration(db, { actor, declarationId, form: training, seen, now: after({ minutes: 1 }) });
    expect(await change(reviewer.actor)).toEqual({ ok: false, reason: 'not-found' });
    expect(await change()).toEqual({ ok: true, tooManyFiles: false });
    expect(await change()).toEqual({ ok: false, reason: 'changed' });
    await sendDeclaration(db, { actor: learner.actor, declarationId, now });
    expect(await change(learner.actor, after({ minutes: 1 }).toISOString())).toEqual({
      ok: false,
      reason: 'closed',
    });
    const someone = { actor: reviewer.actor, declarationId, now };
    expect(await sendDeclaration(db, someone)).toEqual({ ok: false, reason: 'not-found' });
    expect(await withdrawDeclaration(db, someone)).toEqual({ ok: false, reason: 'not-found' });
  });

  it('goes back with words, comes again, is public for five working days, and then counts', async () => {
    const declarationId = await declared(db, learner);
    expect(await decided(db, reviewer, { declarationId, means: 'return', words: '请补证书编号。' })).toEqual({
      ok: true,
    });
    expect(await stateOf(db, declarationId)).toBe('returned');
    const again = await sendDeclaration(db, {
      actor: learner.actor,
      declarationId,
      now: after({ hours: 1 }),
    });
    expect(again).toEqual({ ok: true, again: false });
    // Monday 23 November: Monday to Friday follow the day after, until the 30th.
    const monday = after({ days: 1 });
    expect(await decided(db, reviewer, { declarationId, means: 'grant', at: monday })).toEqual({ ok: true });
    expect(await stateOf(db, declarationId)).toBe('publicity');
    expect(await creditBalance(db, learner.personId)).toBe(0);
    // 30 November itself is public; nothing is cut short by a second.
    const lastEvening = new Date('2026-11-30T15:59:59.000Z');
    expect(await postAfterPublicity(db, { limit: 10, now: lastEvening })).toBe(0);
    const nextDay = new Date('2026-11-30T16:00:00.000Z');
    expect(await postAfterPublicity(db, { limit: 10, now: nextDay })).toBe(1);
    expect(await postAfterPublicity(db, { limit: 10, now: nextDay })).toBe(0);
    expect(await stateOf(db, declarationId)).toBe('posted');
    const [entry] = await creditEntries(db, learner.personId, accountingYear({}, 2026));
    expect(entry).toMatchObject({
      category: 'H',
      amount: 400,
      title: training.title,
      occurredOn: '2026-11-10',
    });
    expect(entry?.evidence.requirements?.map(({ kind }) => kind)).toEqual([
      'declared',
      'reviewed',
      'publicised',
    ]);
    const told = await unreadNotices(db, learner.personId);
    expect(told.map(({ title }) => title)).toEqual([
      '“社区协商能力培训”的 4 学分已计入',
      '“社区协商能力培训”审核通过，正在公示',
      '“社区协商能力培训”要补一补再审',
    ]);
    const row = await declarationRow(db, declarationId);
    if (!row) throw new Error('no row');
    const sheet = await declarationSheet(db, { row, forPerson: learner.personId, now: nextDay });
    expect(sheet.steps.map(({ kind }) => kind)).toEqual(['sent', 'returned', 'sent', 'granted', 'posted']);
    expect(sheet.publicity).toMatchObject({ startsOn: '2026-11-23', endsOn: '2026-11-30', running: false });
    const mine = await ownDeclarations(db, { personId: learner.personId, page: 1 });
    expect(mine).toMatchObject({ hasMore: false, declarations: [{ state: 'posted', amount: 400 }] });
  });

  it('of service counts as soon as it is approved', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    await decided(db, reviewer, { declarationId, means: 'grant' });
    expect(await stateOf(db, declarationId)).toBe('posted');
    expect(await creditBalance(db, learner.personId)).toBe(200);
  });

  it('is recognised in part with words, and never beyond what was declared', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    const grant = (units: number, words = '') =>
      decided(db, reviewer, { declarationId, means: 'grant', accepted: { units }, words });
    expect(await grant(400)).toEqual({ ok: false, reason: 'say-why' });
    expect(await grant(900, '组织方的记录是九个小时。')).toEqual({ ok: false, reason: 'more-than-declared' });
    expect(await grant(400, '组织方的记录是四个小时。')).toEqual({ ok: true });
    expect(await creditBalance(db, learner.personId)).toBe(100);
  });

  it('is decided by nobody with a part in it', async () => {
    const own = await declared(db, reviewer);
    expect(await decided(db, reviewer, { declarationId: own, means: 'grant' })).toMatchObject({
      reason: 'own',
    });
    const named = await declared(db, learner, {
      key: 'F.project',
      form: { level: 'project-lead', units: null, companions: '张三、顾明远' },
    });
    expect(
      await decided(db, reviewer, { declarationId: named, means: 'refuse', words: '不认定这一项。' }),
    ).toMatchObject({
      reason: 'co-declarant',
    });
    const topic = { title: '楼道议事怎么开', level: 'topic-lead', units: null };
    const theirs = await declared(db, learner, { key: 'E.result', form: topic });
    await declared(db, reviewer, {
      key: 'E.result',
      form: { ...topic, level: 'topic-member', certificate: '' },
    });
    expect(await decided(db, reviewer, { declarationId: theirs, means: 'grant' })).toMatchObject({
      reason: 'co-declarant',
    });
  });

  it('is decided once when two reviewers press together, and not by a page that is out of date', async () => {
    const second = await holding(db, 'credit-reviewer', '苏青');
    const declarationId = await declared(db, learner, { key: 'G.service' });
    const seen = await stepsOf(db, declarationId);
    const both = await Promise.all([
      decided(db, reviewer, { declarationId, means: 'grant', seen }),
      decided(db, second, { declarationId, means: 'refuse', words: '没有组织方的记录。', seen }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'decided-already' });
    const other = await declared(db, learner);
    const old = await stepsOf(db, other);
    await decided(db, reviewer, { declarationId: other, means: 'return', words: '请补证书编号。' });
    await sendDeclaration(db, { actor: learner.actor, declarationId: other, now });
    expect(await decided(db, second, { declarationId: other, means: 'grant', seen: old })).toEqual({
      ok: false,
      reason: 'decided-already',
    });
  });

  it('can be taken back before it is decided and not after', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    await decided(db, reviewer, { declarationId, means: 'grant' });
    const back = { actor: learner.actor, declarationId, now };
    expect(await withdrawDeclaration(db, back)).toEqual({ ok: false, reason: 'decided' });
  });

  it('is one of twenty at most that wait', async () => {
    for (let day = 1; day <= 20; day++)
      await drafted(db, learner, { form: { occurredOn: `2026-10-${String(day).padStart(2, '0')}` } });
    await expect(drafted(db, learner)).rejects.toThrow('too-many');
  });
});

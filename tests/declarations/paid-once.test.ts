import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { decideAppeal } from '#app/features/appeals/deciding.server.ts';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import type { DeclarationForm } from '#app/features/declarations/declaration.schema.ts';
import { beginDeclaration } from '#app/features/declarations/declaring.server.ts';
import { reviewDesk } from '#app/features/declarations/desk.server.ts';
import { soundAlike } from '#app/features/declarations/matter.rules.ts';
import { sendDeclaration, withdrawDeclaration } from '#app/features/declarations/sending.server.ts';
import { recordFile } from '#app/features/media/files.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { aPhoto } from '#tests/exercises/quiz.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, type Learner, learners, now, withPolicies } from '#tests/support/world.ts';
import { decided, declared, drafted, holding, stateOf, training } from './declaring.ts';

it('titles of the same thing sound alike, others do not', () => {
  for (const [one, other] of [
    ['四方五步协商议事', '《四方五步协商议事》'],
    ['四方五步协商议事', '四方五步协商议事工作坊（第二期）'],
    ['社区协商能力培训', '社区协商能力提升培训班'],
  ] as const)
    expect([one, other, soundAlike(one, other)]).toEqual([one, other, true]);
  for (const [one, other] of [
    ['社区协商能力培训', '社区消防安全培训'],
    ['楼道清理', '楼道议事'],
    ['舞', '舞蹈队排练'],
    ['', ''],
  ] as const)
    expect([one, other, soundAlike(one, other)]).toEqual([one, other, false]);
});

describeOnBothDatabases('one piece of evidence', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  let folder: string;
  let ruleVersionId: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'academy-evidence-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
  });

  /** A draft with a photo; every `byte` makes another. */
  async function withPhoto(who: Learner, byte: number, form: Partial<DeclarationForm> = {}): Promise<string> {
    const begun = await beginDeclaration(db, {
      ...{ actor: who.actor, formToken: newId(), category: 'H', activity: 'outside', now },
      form: { ...training, certificate: '', ...form },
      files: [await aPhoto(db, folder, byte)],
    });
    if (!begun.ok) throw new Error(begun.reason);
    return begun.declarationId;
  }
  const send = (declarationId: string, who = learner) =>
    sendDeclaration(db, { actor: who.actor, declarationId, now });
  const others = async (declarationId: string) =>
    (await reviewDesk(db, { actor: reviewer.actor, declarationId, now }))?.lookalikes ?? [];
  const inLedger = async (title: string, occurredOn: string) => {
    const { entryId } = await postCredit(db, {
      ...{ personId: learner.personId, source: { type: 'completion', id: newId() }, line: 'face' },
      ...{ category: 'A', amount: 200, elective: false, school: 'party', title, ruleVersionId, occurredOn },
      ...{ computation: { words: '4 学时' }, evidence: { courseCode: 'ZL05' }, actor: null, now },
    });
    return entryId;
  };

  it('pays once as a file: another declaration of theirs with it is not sent while the first stands', async () => {
    const first = await withPhoto(learner, 1);
    expect(await send(first)).toMatchObject({ ok: true });
    const second = await withPhoto(learner, 1, { title: '另一个名字', occurredOn: '2026-11-12' });
    const twice = { ok: false, reason: 'same-file', otherId: first };
    expect(await send(second)).toEqual(twice);
    expect(
      await send(await withPhoto(learner, 2, { title: '别的事', occurredOn: '2026-11-13' })),
    ).toMatchObject({
      ok: true,
    });
    await withdrawDeclaration(db, { actor: learner.actor, declarationId: first, now });
    expect(await send(second)).toMatchObject({ ok: true });
  });

  it('is sent once when two declarations with one file are sent together', async () => {
    const both = [await withPhoto(learner, 3), await withPhoto(learner, 3, { title: '换个名字' })];
    const sent = await Promise.all(both.map((declarationId) => send(declarationId)));
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is not paid by an appeal either, once it was declared again', async () => {
    const first = await withPhoto(learner, 4);
    await send(first);
    await decided(db, reviewer, { declarationId: first, means: 'refuse', words: '看不清是谁办的。' });
    const about = { subject: 'declaration', subjectId: first } as const;
    const words = '照片上看得清，请再看一次。';
    const raised = await raiseAppeal(db, { ...about, actor: learner.actor, words, now });
    expect(await send(await withPhoto(learner, 4, { title: '换个名字' }))).toMatchObject({ ok: true });
    const appeals = await holding(db, 'appeals-reviewer', '舒再看');
    const appealId = raised.ok ? raised.appealId : '';
    const decision = { actor: appeals.actor, appealId, means: 'uphold', words, now } as const;
    expect(await decideAppeal(db, decision)).toEqual({ ok: false, reason: 'declared-again' });
    expect(await stateOf(db, first)).toBe('refused');
  });

  it('of somebody else is shown to the reviewer, and work that was handed in', async () => {
    const neighbour = await aLearner(db, '乔安');
    const theirs = await withPhoto(neighbour, 5);
    await send(theirs, neighbour);
    const own = await withPhoto(learner, 5, { title: '别的名字', occurredOn: '2026-10-01' });
    expect(await send(own)).toMatchObject({ ok: true });
    expect(await others(own)).toMatchObject([
      { id: theirs, place: 'declaration', why: 'file', personName: '乔安' },
    ]);
    const placed = await aPhoto(db, folder, 5);
    await inTransaction(db, (trx) => recordFile(trx, { placed, actor: learner.actor, now }));
    expect(await others(own)).toContainEqual(
      expect.objectContaining({ id: placed.id, place: 'work', why: 'file', state: null, title: '现场5.png' }),
    );
  });

  it('that the academy holds itself is not declared: the same title on the same day', async () => {
    const entryId = await inLedger('社区协商能力培训', training.occurredOn);
    const draft = await drafted(db, learner, { form: { title: '《社区协商 能力培训》' } });
    expect(await send(draft)).toEqual({ ok: false, reason: 'held-already', entryId });
    const other = await declared(db, await aLearner(db, '别人'));
    expect(await stateOf(db, other)).toBe('waiting');
    const reversed = await reverseCredit(db, { actor: reviewer.actor, entryId, reason: '记错了', now });
    expect(reversed.ok).toBe(true);
    expect(await send(draft)).toMatchObject({ ok: true });
  });

  it('that the academy may hold is shown to the reviewer: a like title about that day', async () => {
    const entryId = await inLedger('社区协商能力提升培训班', '2026-11-01');
    await inLedger('楼道议事观摩', training.occurredOn);
    await inLedger('社区协商能力培训', '2026-02-01');
    const earlier = await declared(db, learner, {
      form: { title: '社区协商能力培训（上）', certificate: '', occurredOn: '2026-10-20' },
    });
    const declarationId = await declared(db, learner);
    const found = await others(declarationId);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(expect.objectContaining({ id: entryId, place: 'ledger', why: 'alike' }));
    expect(found).toContainEqual(
      expect.objectContaining({ id: earlier, place: 'declaration', why: 'alike' }),
    );
  });

  it('is shown before what others took the same day, however many they are', async () => {
    const entryId = await inLedger('社区协商能力提升培训班', '2026-11-08');
    const classmates = await learners(db, 12, '同班的人');
    for (const other of classmates) await declared(db, other, { form: { certificate: '' } });
    const [first = learner] = classmates;
    const theirs = await withPhoto(first, 6, { title: '别的培训', occurredOn: '2026-09-01' });
    await send(theirs, first);
    const own = await withPhoto(learner, 6);
    expect(await send(own)).toMatchObject({ ok: true });
    const desk = await reviewDesk(db, { actor: reviewer.actor, declarationId: own, now });
    const found = desk?.lookalikes.map(({ place, why }) => `${place}:${why}`);
    expect(found).toEqual([
      ...['ledger:alike', 'declaration:file'],
      ...Array.from({ length: 5 }, () => 'declaration:matter'),
    ]);
    expect(desk?.lookalikes.slice(0, 2).map(({ id }) => id)).toEqual([entryId, theirs]);
    expect(desk?.moreAlike).toBe(7);
  });
});

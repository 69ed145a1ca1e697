import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { suggestionChecks } from '#app/cli/checks/suggestions.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import {
  acceptSuggestion,
  answerSuggestion,
  forwardSuggestion,
} from '#app/features/suggestions/answering.server.ts';
import { suggestionAtDesk } from '#app/features/suggestions/desk.server.ts';
import { suggestionQueue, waitingSuggestions } from '#app/features/suggestions/queue.server.ts';
import { followedSuggestion, ownSuggestions } from '#app/features/suggestions/reading.server.ts';
import { replyToAnswer } from '#app/features/suggestions/replying.server.ts';
import { WrittenLately } from '#app/features/suggestions/too-many.ts';
import { writeSuggestion } from '#app/features/suggestions/writing.server.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { holding } from '#tests/declarations/declaring.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withRole } from '#tests/support/world.ts';
import { aForm, answered, kindsOf, rowOf, words, writtenBy, writtenByNobody } from './box.ts';

describeOnBothDatabases('the box of suggestions', (open) => {
  let db: Db;
  let learner: Learner;
  let registrar: Learner;
  let admin: Learner;
  beforeEach(async () => {
    db = await open();
    learner = await aLearner(db, '沈知秋');
    registrar = await holding(db, 'registrar', '顾明远');
    admin = await holding(db, 'academy-admin', '舒再看');
  });
  const clean = async () => {
    for (const { name, run } of suggestionChecks)
      expect([name, await run(db, 'embedded')]).toEqual([name, null]);
  };
  const accept = (who: Learner, suggestionId: string, at = now) =>
    acceptSuggestion(db, { actor: who.actor, suggestionId, now: at });
  const answer = (who: Learner, suggestionId: string, at = now) =>
    answerSuggestion(db, { actor: who.actor, suggestionId, words: '下学期改到六点半。', now: at });
  const reply = (key: string, means: 'satisfied' | 'again' | 'dissatisfied', who: Learner | null = null) =>
    replyToAnswer(db, { actor: who?.actor ?? null, key, means, words: '星期三呢？', now });

  it('goes from receipt to its end, and its writer is told at each step', async () => {
    const id = await writtenBy(db, learner);
    expect(await accept(registrar, id)).toEqual({ ok: true });
    const shown = await followedSuggestion(db, { actor: learner.actor, key: id, now });
    expect(shown?.next).toBe('由教务顾明远负责，2026年11月27日前答复。');
    expect(await answer(registrar, id)).toEqual({ ok: true });
    expect(await reply(id, 'again', learner)).toEqual({ ok: true });
    expect(await answer(registrar, id)).toEqual({ ok: true });
    expect(await reply(id, 'again', learner)).toEqual({ ok: false, reason: 'not-now' });
    expect(await reply(id, 'satisfied', learner)).toEqual({ ok: true });
    expect(await kindsOf(db, id)).toEqual([
      'received',
      'accepted',
      'answered',
      'again',
      'answered',
      'satisfied',
    ]);
    expect(await rowOf(db, id)).toMatchObject({ state: 'closed', answered_in_time: 1, due_on: null });
    const told = await unreadNotices(db, learner.personId);
    expect(told.map(({ link }) => link)).toEqual(Array(3).fill(`/suggestions/${id}`));
    expect((await ownSuggestions(db, { personId: learner.personId, page: 1 })).own).toHaveLength(1);
    await clean();
  });

  it('without a name leaves its writer nowhere in the whole database', async () => {
    const { code, id } = await writtenByNobody(db, { actor: learner.actor });
    await answered(db, registrar.actor, { suggestionId: id });
    expect(await reply(code, 'again', learner)).toEqual({ ok: true });
    await answer(registrar, id);
    expect(await reply(code, 'dissatisfied', learner)).toEqual({ ok: true });
    const dump: Record<string, unknown[]> = {};
    for (const { name } of await tableShapes('embedded'))
      dump[name] = (await db.executeQuery(CompiledQuery.raw(`select * from ${name}`))).rows;
    const { person, ...others } = dump;
    expect(person).not.toHaveLength(0);
    expect(JSON.stringify(others)).not.toContain(learner.personId);
    expect(JSON.stringify(dump)).not.toContain(code);
    expect(await rowOf(db, id)).toMatchObject({ person_id: null, received_at: '2026-11-22T00:00:00.000Z' });
    // Random, so that nothing says in which order things came.
    expect(id[14]).toBe('4');
    await clean();
  });

  it('is followed by its code only where it has no name, however the code is typed', async () => {
    const { code } = await writtenByNobody(db);
    const follow = (key: string, who: Learner | null = null) =>
      followedSuggestion(db, { actor: who?.actor ?? null, key, now });
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect((await follow(code))?.words).toBe(words);
    expect((await follow(` ${code.toLowerCase().replaceAll('-', ' ')} `))?.words).toBe(words);
    expect(await follow('0000-0000-0000-0000')).toBeNull();
    const own = await writtenBy(db, learner);
    expect((await follow(own, learner))?.words).toBe(words);
    expect(await follow(own)).toBeNull();
    expect(await follow(own, registrar)).toBeNull();
  });

  it('is there once, however often its form is sent, and another text is another one', async () => {
    const form = aForm();
    const codes = await Promise.all(Array.from({ length: 12 }, () => writeSuggestion(db, form)));
    expect(new Set(codes.map((one) => (one.ok ? one.code : one.reason))).size).toBe(1);
    const other = await writeSuggestion(db, { ...form, words: '另外一件事，也请看一看。' });
    expect(other.ok && other.code).not.toBe(codes[0]?.ok && codes[0].code);
    const own = aForm({ actor: learner.actor, named: true });
    const ids = await Promise.all(Array.from({ length: 6 }, () => writeSuggestion(db, own)));
    expect(new Set(ids.map((one) => (one.ok ? one.suggestionId : one.reason))).size).toBe(1);
    expect(await db.selectFrom('suggestion').select('id').execute()).toHaveLength(3);
  });

  it('takes no more than the policy allows, also of many at once', async () => {
    const lately = new WrittenLately();
    const from = (address: string, at = now) => writeSuggestion(db, aForm({ lately, address, now: at }));
    for (let n = 0; n < 5; n += 1) expect(await from('192.0.2.7')).toMatchObject({ ok: true });
    expect(await from('192.0.2.7')).toEqual({ ok: false, reason: 'too-many' });
    expect(await from('192.0.2.8')).toMatchObject({ ok: true });
    expect(await from('192.0.2.7', after({ minutes: 61 }))).toMatchObject({ ok: true });
    const named = await Promise.all(
      Array.from({ length: 14 }, () => writeSuggestion(db, aForm({ actor: learner.actor, named: true }))),
    );
    expect(named.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await writeSuggestion(db, aForm({ publicMayWrite: false }))).toEqual({
      ok: false,
      reason: 'sign-in',
    });
    expect(await writeSuggestion(db, aForm({ named: true }))).toEqual({ ok: false, reason: 'sign-in' });
    expect(await writeSuggestion(db, aForm({ token: 'x' }))).toEqual({ ok: false, reason: 'old-page' });
  });

  it('is answered once of two who answer at once', async () => {
    const id = await writtenBy(db, learner);
    const both = await Promise.all([accept(registrar, id), accept(admin, id)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const answers = await Promise.all([answer(registrar, id), answer(admin, id), answer(registrar, id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: 'done-already' });
    expect(await kindsOf(db, id)).toEqual(['received', 'accepted', 'answered']);
    await clean();
  });

  it('is neither seen nor dealt with by its writer or by whom it is about', async () => {
    const own = await writtenBy(db, registrar);
    const about = await writtenBy(db, learner, { about: '教务 顾 明远老师' });
    const complaint = await writtenBy(db, learner, { kind: 'complaint', words: '顾明远说话很不客气。' });
    const praise = await writtenBy(db, learner, { words: '谢谢顾明远，办得很快。' });
    const at = (suggestionId: string) => suggestionAtDesk(db, { actor: registrar.actor, suggestionId, now });
    for (const id of [own, about, complaint]) {
      expect(await at(id)).toBeNull();
      expect(await accept(registrar, id)).toEqual({ ok: false, reason: 'not-found' });
      expect(await accept(admin, id)).toEqual({ ok: true });
    }
    expect(await at(praise)).not.toBeNull();
    const queue = await suggestionQueue(db, { actor: registrar.actor, state: 'received', page: 1, now });
    expect(queue.suggestions.map(({ id }) => id)).toEqual([praise]);
    expect(await waitingSuggestions(db, { actor: registrar.actor, now })).toEqual({
      waiting: 1,
      overdue: false,
    });
    await clean();
  });

  it('lies with the administrator where it is about burdens, and goes to another desk with a reason', async () => {
    const burden = await writtenBy(db, learner, { kind: 'burden' });
    expect(await accept(registrar, burden)).toEqual({ ok: false, reason: 'not-found' });
    expect(await accept(admin, burden)).toEqual({ ok: true });
    const id = await writtenBy(db, learner);
    await accept(registrar, id);
    const forward = (desk: 'registrar' | 'academy-admin') =>
      forwardSuggestion(db, { actor: registrar.actor, suggestionId: id, desk, reason: '要学院定', now });
    expect(await forward('registrar')).toEqual({ ok: false, reason: 'same-desk' });
    expect(await forward('academy-admin')).toEqual({ ok: true });
    expect(await forward('academy-admin')).toEqual({ ok: false, reason: 'not-found' });
    expect(await rowOf(db, id)).toMatchObject({
      state: 'received',
      owner_person_id: null,
      desk: 'academy-admin',
    });
    expect(await answer(admin, id)).toEqual({ ok: false, reason: 'done-already' });
    await answered(db, admin.actor, { suggestionId: id });
    await clean();
  });

  it('of people out of reach, and what has no name, is for whoever reaches everywhere', async () => {
    const near = withRole(await aLearner(db, '近处人'), 'registrar', 't/nowhere/');
    const id = await writtenBy(db, learner);
    const nameless = await writtenByNobody(db);
    for (const one of [id, nameless.id]) {
      expect(await accept(near, one)).toEqual({ ok: false, reason: 'not-found' });
      expect(await accept(registrar, one)).toEqual({ ok: true });
    }
  });
});

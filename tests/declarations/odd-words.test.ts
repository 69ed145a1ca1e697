import { beforeEach, expect, it } from 'vitest';
import { raiseAppeal } from '#app/features/appeals/appealing.server.ts';
import { appealDesk } from '#app/features/appeals/desk.server.ts';
import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { reviewDesk } from '#app/features/declarations/desk.server.ts';
import { certificateKey, matterKey } from '#app/features/declarations/matter.rules.ts';
import { applyReviewForm } from '#app/features/declarations/review-actions.server.ts';
import { cleanText } from '#app/lib/clean-text.ts';
import { formFields, formWords } from '#app/lib/http.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { declared, holding, stateOf } from './declaring.ts';

/** One sign that NFKC writes as eighteen. */
const GROWS = '\ufdfa';

describeOnBothDatabases('what a client may send', (open) => {
  let db: Db;
  let learner: Learner;
  let reviewer: Learner;
  let ruleVersionId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    learner = await aLearner(db, '沈知秋');
    reviewer = await holding(db, 'credit-reviewer', '顾明远');
  });

  it('is declared whatever its signs become when they are compared', async () => {
    const odd = { certificate: GROWS.repeat(64), title: GROWS.repeat(120), companions: GROWS.repeat(200) };
    await expect(declared(db, learner, { form: odd })).resolves.toBeTruthy();
    const level = { level: 'x'.repeat(15), activity: 'x'.repeat(24), category: 'E' };
    const key = { ...odd, ...level, occurredOn: '2026-11-10' };
    expect(matterKey(key).length).toBeLessThanOrEqual(190);
    expect(certificateKey(key)?.length).toBeLessThanOrEqual(120);
  });

  it('as the number of steps that were seen is a whole number or refused', async () => {
    const declarationId = await declared(db, learner, { key: 'G.service' });
    const desk = await reviewDesk(db, { actor: reviewer.actor, declarationId, now });
    if (!desk) throw new Error('no desk');
    const sent = (seen: Record<string, string>) =>
      applyReviewForm(db, {
        ...{ actor: reviewer.actor, declared: desk.declared, now },
        fields: { means: 'grant', words: '照证明认定。', ...seen },
      });
    for (const seen of ['Infinity', '-Infinity', 'NaN', '1e3', '0x1', '1.0', ' 1', '1'.repeat(30), ''])
      expect(await sent({ seen }), seen).toMatchObject({ ok: false, status: 400 });
    expect(await sent({})).toMatchObject({ ok: false, status: 400 });
    expect(await stateOf(db, declarationId)).toBe('waiting');
    expect(await sent({ seen: '1' })).toEqual({ ok: true, done: 'grant' });
  });

  it('recognised beyond what was declared, is refused beside the field that said so', async () => {
    const form = { level: 'topic-member', units: null };
    const byOutcome = await declared(db, learner, { key: 'E.result', form });
    const byUnit = await declared(db, learner, { key: 'G.service' });
    const fieldIn = async (declarationId: string, fields: Record<string, string>) => {
      const desk = await reviewDesk(db, { actor: reviewer.actor, declarationId, now });
      if (!desk) throw new Error('no desk');
      const { declared: shown } = desk;
      const sent = { means: 'grant', words: '照证明认定。', seen: '1', ...fields };
      const answer = await applyReviewForm(db, { actor: reviewer.actor, declared: shown, fields: sent, now });
      return answer.ok ? 'done' : answer.answer.errors[0]?.field;
    };
    expect(await fieldIn(byOutcome, { level: 'topic-lead' })).toBe('level');
    expect(await fieldIn(byUnit, { units: '99' })).toBe('units');
  });

  it('about an entry with a long title is appealed against, and the title is read in full', async () => {
    const title = `${'长'.repeat(159)}𠮷`;
    const { entryId } = await postCredit(db, {
      ...{ personId: learner.personId, source: { type: 'task', id: 'long-title' }, line: 'task' },
      ...{ category: 'C', amount: 100, elective: true, school: null, title, ruleVersionId },
      ...{ computation: {}, evidence: {}, occurredOn: '2026-11-10', actor: null, now },
    });
    const registrar = await holding(db, 'registrar', '方排课');
    const reversed = await reverseCredit(db, { actor: registrar.actor, entryId, reason: '记错了', now });
    if (!reversed.ok) throw new Error(reversed.reason);
    const about = { subject: 'entry', subjectId: reversed.entryId } as const;
    const raised = await raiseAppeal(db, { ...about, actor: learner.actor, words: '请再核对一次。', now });
    if (!raised.ok) throw new Error(raised.reason);
    const row = await db.selectFrom('appeal').select('title').executeTakeFirstOrThrow();
    expect([...row.title]).toHaveLength(120);
    const appeals = await holding(db, 'appeals-reviewer', '舒再看');
    const desk = await appealDesk(db, { actor: appeals.actor, appealId: raised.appealId, now });
    expect(desk?.title).toBe(title);
  });
});

it('words of a form lose what nobody types', () => {
  expect(cleanText('a\0b\u0007c\ud800d\t甲\r\n乙𠮷')).toBe('abcd\t甲\r\n乙𠮷');
  const form = new FormData();
  form.set('words', '甲\0乙');
  form.append('all', '\u001b丙');
  expect(formFields(form, ['all'])).toMatchObject({ fields: { words: '甲乙' }, lists: { all: ['丙'] } });
  expect(formWords(form)).toMatchObject({ words: '甲乙' });
});

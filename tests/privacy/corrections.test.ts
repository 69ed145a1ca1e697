import { expect, it } from 'vitest';
import { findPerson } from '#app/features/identity/people.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { correctionForm } from '#app/features/privacy/corrections.schema.ts';
import {
  askCorrection,
  correctionQueue,
  correctionsWaiting,
  decideCorrection,
  ownCorrections,
} from '#app/features/privacy/corrections.server.ts';
import { keepersOfData } from '#app/features/privacy/keepers.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, everywhere, holding, now, withRole } from '#tests/support/world.ts';

const rename = correctionForm.parse({ what: 'name', wish: '曾晓雨', words: '登记时听错了' });

describeOnBothDatabases('corrections', (open) => {
  it('a name is put right with its pinyin, the person is told, and the journal holds no name', async () => {
    const db = await open();
    const { actor, personId } = await aLearner(db, '增小雨');
    const registrar = withRole(await aLearner(db), 'registrar');
    const asked = await askCorrection(db, { actor, correction: rename, now });
    if (!asked.ok) throw new Error('not asked');
    const [own] = await ownCorrections(db, personId);
    expect(own).toMatchObject({ state: 'asked', dueOn: '2026-11-27', wish: '曾晓雨' });
    const wish = { reach: everywhere, requestId: asked.requestId, now } as const;
    const decision = { outcome: 'done', words: '看过身份登记表' } as const;
    expect(await decideCorrection(db, { ...wish, actor, decision })).toEqual({ ok: false, reason: 'own' });
    expect(await decideCorrection(db, { ...wish, actor: registrar.actor, decision })).toEqual({ ok: true });
    expect(await decideCorrection(db, { ...wish, actor: registrar.actor, decision })).toEqual({
      ok: false,
      reason: 'decided',
    });
    expect((await findPerson(db, personId))?.name).toBe('曾晓雨');
    const row = await db.selectFrom('person').select('name_pinyin').where('id', '=', personId).execute();
    expect(row).toEqual([{ name_pinyin: 'zengxiaoyu zxy' }]);
    expect((await unreadNotices(db, personId)).map(({ title }) => title)).toEqual(['姓名已经更正']);
    const lines = await db.selectFrom('journal_entry').select('detail').execute();
    expect(JSON.stringify(lines)).not.toMatch(/曾晓雨|增小雨/);
  });

  it('refused changes nothing; out of reach is not found; more than five wait for nobody', async () => {
    const db = await open();
    const { actor, personId } = await aLearner(db, '增小雨');
    await holding(db, personId, 'resident');
    const registrar = withRole(await aLearner(db), 'registrar');
    for (let count = 0; count < 5; count += 1)
      expect((await askCorrection(db, { actor, correction: rename, now })).ok).toBe(true);
    expect(await askCorrection(db, { actor, correction: rename, now })).toEqual({
      ok: false,
      reason: 'too-many',
    });
    const [first] = await ownCorrections(db, personId);
    const requestId = first?.id ?? '';
    const elsewhere = { scopes: ['t999'], onDay: '2026-11-22' };
    const decision = { outcome: 'refused', words: '和证件一样，不用改' } as const;
    const deed = { actor: registrar.actor, requestId, decision, now };
    expect(await decideCorrection(db, { ...deed, reach: elsewhere })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await decideCorrection(db, { ...deed, reach: everywhere })).toEqual({ ok: true });
    expect((await findPerson(db, personId))?.name).toBe('增小雨');
    const reach = reachBy(registrar.actor, keepersOfData, now);
    const queue = (state: 'asked' | 'refused') => correctionQueue(db, { state, page: 1, reach });
    expect((await queue('asked')).corrections).toHaveLength(4);
    expect((await queue('refused')).corrections).toHaveLength(1);
    const four = { waiting: 4, isMore: false, since: now.toISOString() };
    expect(await correctionsWaiting(db, everywhere)).toEqual(four);
    expect(await correctionsWaiting(db, elsewhere)).toEqual({ waiting: 0, isMore: false, since: null });
    const away = { state: 'asked', page: 1, reach: elsewhere } as const;
    expect((await correctionQueue(db, away)).corrections).toEqual([]);
  });
});

it.each([
  ['age-band', '六十多', '60-64 这样'],
  ['pinyin', '曾', '拼音'],
  ['name', '曾', '2 到 64'],
])('a wish for %s that fits nothing is told why', (what, wish, words) => {
  const read = correctionForm.safeParse({ what, wish });
  expect(read.success).toBe(false);
  expect(JSON.stringify(read.error?.issues)).toContain(words);
});

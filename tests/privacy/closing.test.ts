import { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { namePinyin } from '#app/features/identity/names.rules.ts';
import { setPassword } from '#app/features/identity/people.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { tell, unreadNotices } from '#app/features/notices/notices.server.ts';
import {
  approveClosing,
  askToClose,
  openClosing,
  takeBackClosing,
} from '#app/features/privacy/asking-to-close.server.ts';
import { closeDueAccounts, endRetention } from '#app/features/privacy/closing-accounts.server.ts';
import { askCorrection } from '#app/features/privacy/corrections.server.ts';
import { declinedClosing } from '#app/features/privacy/declining.server.ts';
import { obstaclesOf } from '#app/features/privacy/obstacles.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { openThings } from '#tests/privacy/open-things.ts';
import { writtenBy } from '#tests/suggestions/box.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, holding, now, withRole } from '#tests/support/world.ts';

const NAME = '佘暖阳';
const SUBJECT = 'district-0815';
const never = (personId: string, error: unknown) => {
  throw new Error(`${personId}: ${error}`);
};
const due = (days: number) => ({ limit: 10, now: after({ days }), failed: never });

async function everything(db: Db): Promise<string> {
  const texts: string[] = [];
  for (const { name } of await tableShapes('embedded'))
    texts.push(JSON.stringify((await db.executeQuery(CompiledQuery.raw(`select * from ${name}`))).rows));
  return texts.join('\n');
}

async function somebody(db: Db) {
  const learner = await aLearner(db, NAME);
  const { actor, personId } = learner;
  await db.updateTable('person').set({ username: 'she-nuanyang' }).where('id', '=', personId).execute();
  await holding(db, personId, 'resident');
  await setPassword(db, { actor: academy, personId, password: 'xiangyang-li-2026', now });
  await tell(db, { personId, kind: 'credit', title: `${NAME}，你好`, body: '记入学分', now });
  const other = await aLearner(db, '祁远');
  const told = { title: `${NAME}的调整已确认`, body: '属实', mentions: [{ personId, name: NAME }] };
  await tell(db, { personId: other.personId, kind: 'adjustment-decided', ...told, now });
  const link = { issuer: 'https://id.example.cn', subject: SUBJECT, linked_at: now.toISOString() };
  await db
    .insertInto('oidc_link')
    .values({ id: newId(), person_id: personId, ...link })
    .execute();
  await writtenBy(db, learner, { words: `${SUBJECT}，是我写的，请回话。` });
  const correction = { what: 'name', wish: NAME, words: `我叫${NAME}` } as const;
  await askCorrection(db, { actor, correction, now });
  return learner;
}

describeOnBothDatabases('closing an account', (open) => {
  it('after its days nothing is left of who it was, in no table, and what must hold holds', async () => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    expect(await everything(db)).toContain(NAME);
    const asked = await askToClose(db, { actor, personId, means: 'self', reason: '', now });
    expect(asked).toMatchObject({ ok: true });
    expect(await closeDueAccounts(db, due(6))).toBe(0);
    expect(await closeDueAccounts(db, due(7))).toBe(1);
    expect(await closeDueAccounts(db, due(8))).toBe(0);
    const left = await everything(db);
    for (const word of [NAME, SUBJECT, 'she-nuanyang', ...namePinyin(NAME).split(' ')])
      expect(left.includes(word), word).toBe(false);
    const row = await db.selectFrom('closed_account').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ person_id: personId, keep_until: '2031-12-31' });
    const again = { actor: academy, personId, password: 'another-garden-8', now: after({ days: 8 }) };
    expect(await setPassword(db, again)).toEqual({ ok: false, reason: 'unknown-person' });
    const attempt = { username: 'she-nuanyang', password: 'xiangyang-li-2026', address: '::1' };
    expect(await checkPassword(db, { ...attempt, now: after({ days: 8 }) })).toMatchObject({ ok: false });
    const findings = await verifyAcademy(db, open.engine === 'sqlite' ? 'embedded' : 'server');
    expect(findings.filter(({ name, breach }) => breach && name.startsWith('closed accounts'))).toEqual([]);
  });

  it('is taken back within its days, and asked for once', async () => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    const wish = { actor, personId, means: 'self', reason: '', now } as const;
    expect(await askToClose(db, wish)).toMatchObject({ ok: true });
    expect(await askToClose(db, wish)).toEqual({ ok: false, reason: 'already' });
    expect(await takeBackClosing(db, { actor, personId, now: after({ days: 2 }) })).toBe(true);
    expect(await takeBackClosing(db, { actor, personId, now: after({ days: 2 }) })).toBe(false);
    expect(await closeDueAccounts(db, due(30))).toBe(0);
    expect(await everything(db)).toContain(NAME);
  });

  it('waits for a second person where somebody died, who is neither the first nor the person', async () => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    const first = withRole(await aLearner(db), 'registrar').actor;
    const second = withRole(await aLearner(db), 'registrar').actor;
    const wish = { personId, means: 'died', reason: '社区来函', now } as const;
    expect(await askToClose(db, { ...wish, actor })).toEqual({ ok: false, reason: 'own' });
    expect(await askToClose(db, { ...wish, actor: first })).toMatchObject({ ok: true });
    expect(await closeDueAccounts(db, due(10))).toBe(0);
    expect(await approveClosing(db, { actor: first, personId, now })).toEqual({ ok: false, reason: 'same' });
    expect(await approveClosing(db, { actor, personId, now })).toEqual({ ok: false, reason: 'same' });
    expect(await approveClosing(db, { actor: second, personId, now })).toEqual({ ok: true });
    expect(await closeDueAccounts(db, due(10))).toBe(1);
    expect(await openClosing(db, personId)).toBeNull();
  });

  it('is refused to whoever has a right over others, and declined where something opened meanwhile', async () => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    const grant = { id: '01a00000-0000-7000-8000-00000000000a', person_id: personId, role: 'liaison' };
    const dates = { valid_from: '2026-01-01', granted_at: now.toISOString() };
    const wish = { actor, personId, means: 'self', reason: '', now } as const;
    expect(await askToClose(db, wish)).toMatchObject({ ok: true });
    await db
      .insertInto('role_grant')
      .values({ ...grant, ...dates })
      .execute();
    expect((await obstaclesOf(db, { personId, now })).map(({ what }) => what)).toEqual([
      '还担任社区联络员，请先请管理员收回授权',
    ]);
    expect(await closeDueAccounts(db, due(9))).toBe(0);
    expect(await openClosing(db, personId)).toBeNull();
    expect(await askToClose(db, wish)).toEqual({ ok: false, reason: 'obstacles' });
  });

  it('says what stood in the way on the day, to the person and to whoever asked for them, and in the journal', async () => {
    const db = await open();
    const { personId } = await somebody(db);
    const registrar = withRole(await aLearner(db), 'registrar');
    const wish = { personId, means: 'paper', reason: '纸上写的', now } as const;
    expect(await askToClose(db, { ...wish, actor: registrar.actor })).toMatchObject({ ok: true });
    expect(await declinedClosing(db, personId)).toBeNull();
    await openThings.appeal?.begin(db, personId);
    expect(await closeDueAccounts(db, due(7))).toBe(0);
    const said = /有一件申诉等复核，请等结果。办完以后可以再提。$/;
    const [own] = await unreadNotices(db, personId);
    expect(own).toMatchObject({ title: '账号没有注销', link: '/me/data/closing' });
    expect(own?.body).toMatch(said);
    const [theirs] = await unreadNotices(db, registrar.personId);
    expect(theirs?.title).toBe(`${NAME}的账号没有注销`);
    expect(theirs?.body).toMatch(said);
    const lines = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(lines.map(({ action }) => action)).toContain('account.closing-declined');
    expect(await declinedClosing(db, personId)).toEqual({
      ...{ at: after({ days: 7 }).toISOString(), words: '有一件申诉等复核，请等结果' },
    });
    // Told once: the wish has ended.
    expect(await closeDueAccounts(db, due(8))).toBe(0);
    expect((await unreadNotices(db, registrar.personId)).length).toBe(1);
    await db.updateTable('appeal').set({ state: 'upheld' }).execute();
    expect(await askToClose(db, { ...wish, actor: registrar.actor, now: after({ days: 9 }) })).toMatchObject({
      ok: true,
    });
    expect(await declinedClosing(db, personId)).toBeNull();
    expect(await closeDueAccounts(db, due(16))).toBe(1);
    expect(await everything(db)).not.toContain(NAME);
    const ends = await db.selectFrom('account_closing_end').select(['kind', 'words']).orderBy('at').execute();
    expect(ends).toEqual([
      { kind: 'declined', words: '' },
      { kind: 'done', words: '' },
    ]);
  });

  it.each(['attempt', 'work'])('does not wait for a mark that nobody can give any more: %s', async (what) => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    await openThings[what]?.begin(db, personId);
    const wish = { actor, personId, means: 'self', reason: '', now } as const;
    expect(await askToClose(db, wish)).toEqual({ ok: false, reason: 'obstacles' });
    // Withdrawn by the person, or the class was cancelled: both end the place.
    await db.updateTable('enrolment').set({ active: null }).where('person_id', '=', personId).execute();
    expect(await askToClose(db, wish)).toMatchObject({ ok: true });
    expect(await closeDueAccounts(db, due(7))).toBe(1);
  });

  it('what is kept for its time goes when the time is over, once', async () => {
    const db = await open();
    const { actor, personId } = await somebody(db);
    await askToClose(db, { actor, personId, means: 'self', reason: '', now });
    await closeDueAccounts(db, due(7));
    expect(await endRetention(db, due(365 * 4))).toBe(0);
    expect(await endRetention(db, due(365 * 6))).toBe(1);
    expect(await endRetention(db, due(365 * 6))).toBe(0);
  });
});

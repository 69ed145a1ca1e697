import { expect, it } from 'vitest';
import { publishNotices } from '#app/cli/policies/publish-notices.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { consentingAmong } from '#app/features/privacy/consenting.server.ts';
import {
  consentsOf,
  isAskedForConsent,
  recordConsentFor,
  sayConsent,
} from '#app/features/privacy/consents.server.ts';
import {
  NoticePublishedOtherwise,
  noticeInForce,
  privacyNotices,
  publishNotice,
} from '#app/features/privacy/notices.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now, withRole } from '#tests/support/world.ts';

const next = {
  version: '2026.2',
  title: '个人信息说明（新）',
  validFrom: '2026-11-25',
  summary: '新的几句话',
  body: '新的几句话\n\n## 全文',
};

async function academyWithNotices(open: () => Promise<Db>): Promise<Db> {
  const db = await open();
  await publishNotices(db, now);
  return db;
}

const agree = (version: string) => ({ means: 'agree', kind: 'notice', version }) as const;

describeOnBothDatabases('notices and consents', (open) => {
  it('a published version stays as it is, and publishing it again changes nothing', async () => {
    const db = await academyWithNotices(open);
    expect((await publishNotices(db, now)).map(({ isNew }) => isNew)).toEqual([false, false]);
    const [first] = await privacyNotices(db);
    if (!first) throw new Error('no notice');
    await expect(publishNotice(db, { notice: { ...first, body: '别的话' }, now })).rejects.toThrow(
      NoticePublishedOtherwise,
    );
    await expect(db.updateTable('privacy_notice').set({ body: '改了' }).execute()).rejects.toThrow(
      'append-only',
    );
    expect((await noticeInForce(db, '2025-06-01'))?.version).toBe('2025.1');
    expect((await noticeInForce(db, '2026-06-01'))?.version).toBe('2026.1');
    expect(await noticeInForce(db, '2024-06-01')).toBeNull();
  });

  it('asks once a version; refusing is an answer too, and taking back is as easy', async () => {
    const db = await academyWithNotices(open);
    const { actor, personId } = await aLearner(db);
    expect(await isAskedForConsent(db, { personId, now })).toBe(true);
    expect(await sayConsent(db, { actor, said: agree('2025.1'), now })).toEqual({
      ok: false,
      reason: 'changed',
    });
    expect(await sayConsent(db, { actor, said: agree('2026.1'), now })).toEqual({ ok: true });
    expect(await sayConsent(db, { actor, said: agree('2026.1'), now })).toEqual({ ok: true });
    expect((await consentsOf(db, { personId, now })).all).toHaveLength(1);
    expect(await isAskedForConsent(db, { personId, now })).toBe(false);

    const takeBack = { means: 'withdraw', kind: 'notice' } as const;
    expect(await sayConsent(db, { actor, said: takeBack, now: after({ minutes: 1 }) })).toEqual({ ok: true });
    expect(await sayConsent(db, { actor, said: takeBack, now: after({ minutes: 2 }) })).toEqual({
      ok: false,
      reason: 'nothing',
    });
    const { kinds, asked } = await consentsOf(db, { personId, now });
    expect([asked, kinds.map(({ stands }) => stands)]).toEqual([false, [false, false]]);

    await publishNotice(db, { notice: next, now });
    const later = after({ days: 5 });
    expect(await isAskedForConsent(db, { personId, now })).toBe(false);
    expect(await isAskedForConsent(db, { personId, now: later })).toBe(true);
    const refuse = { means: 'refuse', kind: 'notice', version: '2026.2' } as const;
    expect(await sayConsent(db, { actor, said: refuse, now: later })).toEqual({ ok: true });
    expect(await isAskedForConsent(db, { personId, now: later })).toBe(false);
    const lines = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(lines.map(({ action }) => action)).toEqual([
      'consent.refused',
      'consent.withdrawn',
      'consent.agreed',
    ]);
  });

  it('keeps who read the notice aloud, tells the person, and nobody writes down their own', async () => {
    const db = await academyWithNotices(open);
    const liaison = withRole(await aLearner(db, '邻小联'), 'liaison');
    const { personId, actor } = await aLearner(db);
    const said = {
      kind: 'notice',
      answer: 'agreed',
      means: 'read-aloud',
      words: '听明白了',
      read: 'yes',
    } as const;
    expect(await recordConsentFor(db, { actor, personId, said, now })).toEqual({ ok: false, reason: 'own' });
    expect(await recordConsentFor(db, { actor: liaison.actor, personId, said, now })).toEqual({ ok: true });
    const row = await db.selectFrom('privacy_consent').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ by_person_id: liaison.personId, means: 'read-aloud', person_id: personId });
    const [told] = await unreadNotices(db, personId);
    expect(told?.title).toContain('同意');
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(line).toMatchObject({ action: 'consent.agreed', onBehalfOf: personId, actorId: liaison.personId });
    expect(JSON.stringify(line?.detail)).not.toContain('听明白了');
  });

  it('an academy without a notice asks nobody', async () => {
    const db = await open();
    const { actor, personId } = await aLearner(db);
    expect(await isAskedForConsent(db, { personId, now })).toBe(false);
    expect(await sayConsent(db, { actor, said: agree('2026.1'), now })).toEqual({
      ok: false,
      reason: 'no-notice',
    });
  });

  it('for the district stand only for whoever said so last, and nobody says yes for whoever said no', async () => {
    const db = await academyWithNotices(open);
    const [yes, back, no, silent] = [
      await aLearner(db),
      await aLearner(db),
      await aLearner(db),
      await aLearner(db),
    ];
    const say = ({ actor }: typeof yes, means: 'agree' | 'refuse', minutes = 0) =>
      sayConsent(db, {
        actor,
        said: { means, kind: 'district', version: '2026.1' },
        now: after({ minutes }),
      });
    for (const one of [yes, back]) expect(await say(one, 'agree')).toEqual({ ok: true });
    expect(await say(no, 'refuse')).toEqual({ ok: true });
    const withdrawal = { means: 'withdraw', kind: 'district' } as const;
    expect(await sayConsent(db, { actor: back.actor, said: withdrawal, now: after({ minutes: 1 }) })).toEqual(
      {
        ok: true,
      },
    );
    const personIds = [yes, back, no, silent].map(({ personId }) => personId);
    const among = async () => [...(await consentingAmong(db, { kind: 'district', personIds }))];
    expect(await among()).toEqual([yes.personId]);
    const { actor } = withRole(await aLearner(db, '联络员'), 'liaison');
    const record = ({ personId }: typeof yes, means: 'read-aloud' | 'paper') => {
      const said = { kind: 'district', answer: 'agreed', means, words: '', read: 'yes' } as const;
      return recordConsentFor(db, { actor, personId, said, now: after({ minutes: 5 }) });
    };
    for (const one of [back, no])
      expect(await record(one, 'read-aloud')).toEqual({ ok: false, reason: 'said-no' });
    expect(await record(back, 'paper')).toEqual({ ok: true });
    expect(await record(silent, 'read-aloud')).toEqual({ ok: true });
    expect((await among()).sort()).toEqual([yes, back, silent].map(({ personId }) => personId).sort());
  });
});

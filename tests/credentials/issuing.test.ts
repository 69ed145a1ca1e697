import { beforeEach, expect, it } from 'vitest';
import { replaceCertificate, revokeCertificate } from '#app/features/credentials/ending.server.ts';
import { askForCertificate } from '#app/features/credentials/issuing.server.ts';
import { findCertificate, myCertificates } from '#app/features/credentials/reading.server.ts';
import { verifiedCertificate } from '#app/features/credentials/verifying.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import type { Db } from '#db/database.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, publishRules, withPolicies } from '#tests/support/world.ts';
import { aCompleter, aShortSection, type Completer } from './completers.ts';

describeOnBothDatabases('certificates', (open) => {
  let db: Db;
  let section: Section;
  let learner: Completer;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aShortSection(db);
    learner = await aCompleter(db, section);
  });

  const askFor = ({ personId, completionId }: Completer, at = now) =>
    askForCertificate(db, { personId, completionId, actor: academy, now: at });
  const certified = async (who: Completer, at = now) => {
    const outcome = await askFor(who, at);
    if (!outcome.ok) throw new Error(outcome.reason);
    const certificate = await findCertificate(db, outcome.certificateId);
    if (!certificate) throw new Error('none');
    return certificate;
  };
  const all = () => db.selectFrom('certificate').selectAll().orderBy('number').execute();

  it('hold what was true when they were issued', async () => {
    const certificate = await certified(learner);
    expect(certificate).toMatchObject({
      number: 'JY2026-000001',
      state: 'valid',
      issuedOn: '2026-11-22',
      content: {
        name: '佟向暖',
        courseTitle: section.course.title,
        courseVersion: 1,
        sectionTitle: section.title,
        school: 'governance',
        hours: 300,
        startsOn: '2026-11-21',
        completedOn: '2026-11-22',
        cycle: 2026,
        issuer: '社区学院',
      },
    });
    expect(certificate.content.credits).toBeGreaterThan(0);
    await db.updateTable('person').set({ name: '别的名字' }).where('id', '=', learner.personId).execute();
    await db
      .updateTable('course')
      .set({ title: '别的课' })
      .where('id', '=', section.course.courseId)
      .execute();
    expect((await findCertificate(db, certificate.id))?.content).toEqual(certificate.content);
    expect(await unreadNotices(db, learner.personId)).toContainEqual(
      expect.objectContaining({ kind: 'certificate', body: expect.stringContaining('JY2026-000001') }),
    );
  });

  it('say the credits that stand in the ledger', async () => {
    for (const entry of await creditEntries(db, learner.personId, accountingYear({}, 2026)))
      await reverseCredit(db, { actor: academy, entryId: entry.id, reason: '记错了', now });
    expect((await certified(learner)).content.credits).toBe(0);
  });

  it('are one for each person, course and cycle, also when asked for fifty times at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => askFor(learner)));
    expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.certificateId)).size).toBe(1);
    expect(await all()).toHaveLength(1);
    const other = await aCompleter(db, section);
    expect((await certified(other)).number).toBe('JY2026-000002');
    const again = await aShortSection(db, { course: section.course });
    const twice = await aCompleter(db, again, { learner, at: after({ hours: 2 }) });
    expect((await certified(twice)).id).toBe((await certified(learner)).id);
    const told = await unreadNotices(db, learner.personId, 50);
    expect(told.filter(({ kind }) => kind === 'certificate')).toHaveLength(1);
  });

  it('belong to the year of credits of the rules pinned at enrolment', async () => {
    await publishRules(db, '2026.2', { accountingYear: { from: '11-20', to: '11-19' } });
    const later = await aShortSection(db, { course: section.course });
    const next = await aCompleter(db, later, { learner });
    expect((await certified(learner)).content.cycle).toBe(2026);
    const certificate = await certified(next);
    expect(certificate.content.cycle).toBe(2027);
    expect(certificate.id).not.toBe((await certified(learner)).id);
  });

  it('are given for one’s own completions only', async () => {
    const { completionId } = learner;
    const other = await aLearner(db);
    const asked = { actor: academy, now };
    expect(await askForCertificate(db, { ...asked, personId: other.personId, completionId })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await all()).toEqual([]);
  });

  it('are listed to their person with what can still be asked for', async () => {
    const before = await myCertificates(db, learner.personId);
    expect(before).toMatchObject({ certificates: [], toAskFor: [{ completionId: learner.completionId }] });
    const { id } = await certified(learner);
    expect(await myCertificates(db, learner.personId)).toMatchObject({
      certificates: [{ id }],
      toAskFor: [],
    });
  });

  it('are taken back with a reason that only the person is told', async () => {
    const registrar = await aLearner(db, '方排课');
    const { id, code } = await certified(learner);
    const revoke = (actor = registrar.actor) =>
      revokeCertificate(db, { actor, certificateId: id, reason: '结业考核复核不通过', now });
    expect(await revoke(learner.actor)).toEqual({ ok: false, reason: 'own' });
    const outcomes = await Promise.all([revoke(), revoke(), revoke()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findCertificate(db, id)).toMatchObject({
      state: 'revoked',
      revoked: { reason: '结业考核复核不通过', byName: '方排课' },
    });
    const shown = await verifiedCertificate(db, code);
    expect(shown).toMatchObject({ state: 'revoked', endedOn: '2026-11-22' });
    expect(JSON.stringify(shown)).not.toMatch(/复核|佟向暖/);
    expect(await unreadNotices(db, learner.personId)).toContainEqual(
      expect.objectContaining({ body: expect.stringContaining('结业考核复核不通过') }),
    );
    expect(await askFor(learner)).toEqual({ ok: false, reason: 'revoked' });
    expect(await all()).toHaveLength(1);
  });

  it('are replaced in a chain in which each has one next', async () => {
    const registrar = await aLearner(db, '方排课');
    const first = await certified(learner);
    const replace = (certificateId: string, name: string, actor = registrar.actor) =>
      replaceCertificate(db, { actor, certificateId, name, reason: '姓名写错了一个字', now });
    expect(await replace(first.id, '佟向阳', learner.actor)).toEqual({ ok: false, reason: 'own' });
    const outcomes = await Promise.all(['佟向阳', '佟向阳', '佟向阳'].map((name) => replace(first.id, name)));
    const done = outcomes.filter((outcome) => outcome.ok);
    expect(done).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: 'replaced' });
    const secondId = done[0]?.ok ? done[0].certificateId : '';
    expect(await findCertificate(db, secondId)).toMatchObject({
      number: 'JY2026-000002',
      revision: 2,
      state: 'valid',
      content: { ...first.content, name: '佟向阳' },
      replaces: { id: first.id, number: first.number },
    });
    expect(await verifiedCertificate(db, first.code)).toMatchObject({
      state: 'replaced',
      replacedBy: 'JY2026-000002',
    });
    const revoked = { actor: registrar.actor, reason: '不该换发的', now };
    expect(await revokeCertificate(db, { ...revoked, certificateId: first.id })).toEqual({
      ok: false,
      reason: 'replaced',
    });
    expect((await revokeCertificate(db, { ...revoked, certificateId: secondId })).ok).toBe(true);
    expect(await replace(secondId, '佟向阳')).toMatchObject({ ok: true });
    expect((await all()).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect((await certified(learner)).revision).toBe(3);
  });
});

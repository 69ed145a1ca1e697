import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { certificateChecks } from '#app/cli/checks/certificates.server.ts';
import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeCorrection } from '#app/features/adjustments/proposing.server.ts';
import {
  compareWithLedger,
  countDifferent,
  differencesOf,
} from '#app/features/credentials/comparing.server.ts';
import { replaceCertificate, revokeCertificate } from '#app/features/credentials/ending.server.ts';
import { askForCertificate } from '#app/features/credentials/issuing.server.ts';
import { certificatePage } from '#app/features/credentials/listing.server.ts';
import { action as endIt, loader as itsPage } from '#app/features/credentials/pages/admin-certificate.tsx';
import { loader as desk } from '#app/features/credentials/pages/admin-certificates.tsx';
import { loader as mine } from '#app/features/credentials/pages/my-certificates.tsx';
import { findCertificate } from '#app/features/credentials/reading.server.ts';
import { verifiedCertificate } from '#app/features/credentials/verifying.server.ts';
import { accountingYear } from '#app/features/credits/cycle.rules.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { creditEntries } from '#app/features/credits/reading.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { claimJob, finishJob } from '#app/features/queue/jobs.server.ts';
import { handlers } from '#app/jobs/handlers.ts';
import type { Db } from '#db/database.ts';
import type { Ddl } from '#db/migrate.server.ts';
import { certificatesAndLedger } from '#db/migrations/0049_certificates_and_ledger.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { askPage, signedInAs, today } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { aCompleter, aShortSection, type Completer } from './completers.ts';

const everywhere = { scopes: 'everywhere', onDay: '2026-11-22' } as const;
const firstPage = { q: '', page: 1, reach: everywhere, different: true };

describeOnBothDatabases('certificates beside the ledger', (open) => {
  let db: Db;
  let learner: Completer;
  let certificateId: string;
  let issued: number;
  let registrar: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    registrar = await signedInAs(db, 'registrar');
    learner = await aCompleter(db, await aShortSection(db));
    const asked = { personId: learner.personId, completionId: learner.completionId, actor: academy, now };
    const outcome = await askForCertificate(db, asked);
    if (!outcome.ok) throw new Error(outcome.reason);
    certificateId = outcome.certificateId;
    issued = (await paper()).content.credits;
  });

  async function paper(id = certificateId) {
    const found = await findCertificate(db, id);
    if (!found) throw new Error('none');
    return found;
  }
  async function work(): Promise<void> {
    for (;;) {
      const job = await claimJob(db, { worker: 'a test', now });
      if (!job) return;
      await inTransaction(db, async (trx) => {
        await handlers[job.kind]?.({ trx, payload: job.payload, now: () => now } as never);
        await finishJob(trx, { job, now });
      });
    }
  }
  const entries = () => creditEntries(db, learner.personId, accountingYear({}, 2026));
  async function takeBack(amount: number): Promise<void> {
    const [entry] = (await entries()).filter((one) => one.amount > amount && !one.reversedById);
    const proposed = await proposeCorrection(db, {
      ...{ actor: (await aLearner(db, '时桂兰')).actor, entryId: entry?.id ?? '', now },
      form: { kind: 'too-much', amount, reason: '学时登记多了', evidence: '课次记录' },
    });
    if (!proposed.ok) throw new Error(proposed.reason);
    const { actor } = await aLearner(db, '向明理');
    const { adjustmentId } = proposed;
    expect(await confirmAdjustment(db, { actor, adjustmentId, words: '属实', now })).toMatchObject({
      ok: true,
    });
    await work();
  }
  async function takeBackAll(): Promise<void> {
    for (const { id, kind, reversedById } of await entries())
      if (kind === 'award' && !reversedById)
        await reverseCredit(db, { actor: academy, entryId: id, reason: '整次结业不成立', now });
    await work();
  }
  async function replace() {
    const { actor } = await aLearner(db, '方排课');
    return replaceCertificate(db, { actor, certificateId, name: '佟向暖', reason: '学分更正过', now });
  }
  const rightly = async () => {
    const check = certificateChecks.find(({ name }) => name.includes('other credits than the ledger'));
    return check ? check.run(db, engineNamed(open.engine)) : 'no such check';
  };
  const params = () => ({ certificateId });

  it('are listed, counted and told of once as soon as a correction makes one differ', async () => {
    expect(await countDifferent(db, everywhere)).toBe(0);
    await takeBack(50);
    await takeBack(25);
    expect(await countDifferent(db, everywhere)).toBe(1);
    const page = await certificatePage(db, firstPage);
    expect(page.certificates.map(({ id }) => id)).toEqual([certificateId]);
    expect(await differencesOf(db, page.certificates)).toEqual(new Map([[certificateId, issued - 75]]));
    expect((await paper()).content.credits).toBe(issued);
    const { person_id } = await db
      .selectFrom('role_grant')
      .select('person_id')
      .where('role', '=', 'registrar')
      .executeTakeFirstOrThrow();
    const told = (await unreadNotices(db, person_id)).filter(({ kind }) => kind === 'certificate-differs');
    expect(told.map(({ link }) => link)).toEqual([`/admin/certificates/${certificateId}`]);
    expect(await rightly()).toBeNull();
    await db.deleteFrom('certificate_difference').execute();
    expect(await rightly()).not.toBeNull();
  });

  it('that came apart before anybody looked are listed by the migration, and only those', async () => {
    await takeBack(50);
    const other = await aCompleter(db, await aShortSection(db));
    const asked = { personId: other.personId, completionId: other.completionId, actor: academy, now };
    expect((await askForCertificate(db, asked)).ok).toBe(true);
    await db.deleteFrom('certificate_difference').execute();
    const run = async (text: string) => void (await sql.raw(text).execute(db));
    await certificatesAndLedger.up({ table: async () => {}, run } as unknown as Ddl);
    expect(await rightly()).toBeNull();
    expect(await countDifferent(db, everywhere)).toBe(1);
  });

  it('say the new sum once replaced, and the list is empty again', async () => {
    await takeBack(50);
    const outcome = await replace();
    if (!outcome.ok) throw new Error(outcome.reason);
    expect((await paper(outcome.certificateId)).content).toEqual({
      ...(await paper()).content,
      credits: issued - 50,
    });
    expect(await paper()).toMatchObject({ state: 'replaced', content: { credits: issued } });
    expect(await countDifferent(db, everywhere)).toBe(0);
    expect(await rightly()).toBeNull();
    expect(await unreadNotices(db, learner.personId)).toContainEqual(
      expect.objectContaining({
        title: expect.stringContaining('已换发'),
        body: expect.stringContaining('原来'),
      }),
    );
  });

  it('cannot be replaced but revoked when nothing stands any more', async () => {
    await takeBackAll();
    expect(await replace()).toEqual({ ok: false, reason: 'no-credits' });
    const form = { means: 'replace', name: '佟向暖', reason: '学分更正过' };
    const told = await askPage(db, endIt, '/admin', { cookie: registrar, params: params(), form });
    expect(told).toMatchObject({
      status: 409,
      data: { fields: form, errors: [{ message: expect.stringContaining('请撤销') }] },
    });
    const { actor } = await aLearner(db, '方排课');
    const revoked = await revokeCertificate(db, { actor, certificateId, reason: '结业不成立', now });
    expect(revoked.ok).toBe(true);
    expect(await countDifferent(db, everywhere)).toBe(0);
    expect(await replace()).toEqual({ ok: false, reason: 'no-credits' });
    expect(await rightly()).toBeNull();
  });

  it('leave the list when the ledger says the same again', async () => {
    await takeBack(50);
    const payload = { completionId: learner.completionId };
    const [correction] = (await entries()).filter(
      ({ kind, reversedById }) => kind === 'award' && !reversedById,
    );
    const proposed = await proposeCorrection(db, {
      ...{ actor: (await aLearner(db, '时桂兰')).actor, entryId: correction?.id ?? '', now },
      form: { kind: 'too-little', amount: 50, reason: '收回错了', evidence: '课次记录' },
    });
    if (!proposed.ok) throw new Error(proposed.reason);
    const { actor } = await aLearner(db, '向明理');
    await confirmAdjustment(db, { actor, adjustmentId: proposed.adjustmentId, words: '属实', now });
    await work();
    expect(await countDifferent(db, everywhere)).toBe(0);
    await inTransaction(db, (trx) => compareWithLedger(trx, { payload, now }));
    expect(await rightly()).toBeNull();
  });

  it('say it on their pages, and to whoever checks the code without the sum', async () => {
    const own = (await startSession(db, { personId: learner.personId, secure: false, now: today })).split(
      ';',
    )[0];
    const look = async () => ({
      mine: (await askPage(db, mine, '/me/certificates', { cookie: own })).data,
      one: (await askPage(db, itsPage, '/admin', { cookie: registrar, params: params() })).data,
      all: (await askPage(db, desk, '/admin/certificates?different=1', { cookie: registrar })).data,
      anybody: await verifiedCertificate(db, (await paper()).code),
    });
    expect(await look()).toMatchObject({
      ...{ mine: { inLedger: {} }, one: { inLedger: null }, all: { differing: 0, certificates: [] } },
      anybody: { state: 'valid' },
    });
    expect((await look()).anybody).not.toHaveProperty('doubt');
    await takeBack(50);
    const inLedger = { [certificateId]: issued - 50 };
    const told = await look();
    expect(told).toMatchObject({
      ...{ mine: { inLedger }, one: { inLedger: issued - 50 }, anybody: { state: 'valid', doubt: '学分' } },
      all: { differing: 1, inLedger, certificates: [{ id: certificateId }] },
    });
    expect(JSON.stringify(told.anybody)).not.toMatch(/佟向暖|\d\.\d/);
  });
});

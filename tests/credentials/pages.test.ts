import { beforeEach, expect, it } from 'vitest';
import {
  loader as adminCertificate,
  action as revoke,
} from '#app/features/credentials/pages/admin-certificate.tsx';
import {
  loader as adminList,
  action as beginYear,
} from '#app/features/credentials/pages/admin-certificates.tsx';
import { loader as badgeFile } from '#app/features/credentials/pages/badge-file.ts';
import { loader as paperFile } from '#app/features/credentials/pages/certificate-file.ts';
import { action as askFor, loader as myList } from '#app/features/credentials/pages/my-certificates.tsx';
import {
  action as beginSection,
  loader as ofSection,
} from '#app/features/credentials/pages/section-certificates.tsx';
import { verifiedCertificate } from '#app/features/credentials/verifying.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { newId } from '#app/lib/id.ts';
import { verifying } from '#app/shell/asking-often.server.ts';
import { loader as verifyForm } from '#app/shell/pages/verify.tsx';
import { loader as verifyCode } from '#app/shell/pages/verify-code.tsx';
import type { Db } from '#db/database.ts';
import { askPage, signedInAs, today } from '#tests/support/asking.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, withPolicies } from '#tests/support/world.ts';
import { aCompleter, aShortSection, type Completer } from './completers.ts';

const oddCodes = [
  '',
  ' ',
  '%',
  '%00',
  '\0',
  '../../etc/passwd',
  "' or '1'='1",
  '0'.repeat(16),
  '0'.repeat(5000),
  '𠮷'.repeat(16),
  '０'.repeat(16),
  'IIIIOOOOLLLLIIII',
  '\u202e0000000000000000',
  'null',
  '[object Object]',
  '\ud800',
  '-'.repeat(16),
  '00000000000000-0',
  '<script>',
];

describeOnBothDatabases('the pages of certificates', (open) => {
  let db: Db;
  let section: Section;
  let own: Completer;
  let cookies: Record<'own' | 'other' | 'registrar' | 'reviewer', string>;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    verifying.forget();
    section = await aShortSection(db);
    own = await aCompleter(db, section);
    cookies = {
      own: await cookieOf(own.personId),
      other: await cookieOf((await aLearner(db)).personId),
      registrar: await signedInAs(db, 'registrar'),
      reviewer: await signedInAs(db, 'credit-reviewer'),
    };
  });

  async function cookieOf(personId: string): Promise<string> {
    return (await startSession(db, { personId, secure: false, now: today })).split(';')[0] ?? '';
  }
  const asking = (completion = own.completionId, cookie = cookies.own) =>
    askPage(db, askFor, '/me/certificates', { cookie, form: { completion } });
  const only = () => db.selectFrom('certificate').selectAll().executeTakeFirstOrThrow();
  const check = (code: string, now = today) =>
    askPage(db, verifyCode, `/verify/${encodeURIComponent(code.replace(/[\ud800-\udfff]/g, ''))}`, {
      params: { code },
      now,
    });

  it('give one certificate to fifty askers at once, and to nobody else', async () => {
    for (const [completion, cookie] of [
      [own.completionId, cookies.other],
      [newId(), cookies.own],
      ['x', cookies.own],
      ['', cookies.own],
    ] as const)
      expect((await asking(completion, cookie)).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 50 }, () => asking()));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`))).toEqual(
      new Set(['303 /me/certificates?done=issued']),
    );
    expect(await db.selectFrom('certificate').selectAll().execute()).toHaveLength(1);
    expect((await askPage(db, myList, '/me/certificates', { cookie: cookies.own })).data).toMatchObject({
      certificates: [{ number: 'JY2026-000001' }],
      toAskFor: [],
    });
    expect((await askPage(db, myList, '/me/certificates', { cookie: cookies.other })).data).toMatchObject({
      certificates: [],
    });
  });

  it('give the files to their person alone, as long as the certificate is valid', async () => {
    await asking();
    const { id } = await only();
    const params = { certificateId: id };
    const path = `/me/certificates/${id}/certificate.pdf`;
    expect((await askPage(db, paperFile, path, { cookie: cookies.own, params })).status).toBe(200);
    for (const page of [paperFile, badgeFile]) {
      expect((await askPage(db, page, path, { cookie: cookies.other, params })).status).toBe(404);
      expect((await askPage(db, page, path, { cookie: cookies.registrar, params })).status).toBe(404);
      expect((await askPage(db, page, path, { params })).status).toBe(302);
    }
    const form = { means: 'revoke', reason: '复核没有通过' };
    await askPage(db, revoke, path, { cookie: cookies.registrar, params, form });
    for (const page of [paperFile, badgeFile])
      expect((await askPage(db, page, path, { cookie: cookies.own, params })).status).toBe(404);
  });

  it('let the registrar in, the person and the reviewer not; bad words come back as they were typed', async () => {
    await asking();
    const { id } = await only();
    const params = { certificateId: id, sectionId: section.sectionId };
    for (const cookie of [cookies.own, cookies.reviewer]) {
      for (const page of [adminList, adminCertificate, ofSection, revoke, beginYear, beginSection])
        expect((await askPage(db, page, '/admin', { cookie, params, form: { year: '2026' } })).status).toBe(
          403,
        );
    }
    const cookie = cookies.registrar;
    for (const page of [adminList, adminCertificate, ofSection])
      expect((await askPage(db, page, '/admin', { cookie, params })).status).toBe(200);
    for (const certificateId of [newId(), 'x'])
      expect(
        (await askPage(db, adminCertificate, '/admin', { cookie, params: { certificateId } })).status,
      ).toBe(404);
    const short = { means: 'replace', reason: '错', name: '佟向阳' };
    const told = await askPage(db, revoke, '/admin', { cookie, params, form: short });
    expect(told).toMatchObject({ status: 400, data: { fields: short, errors: [{ field: 'reason' }] } });
    for (const year of ['', 'x', '1', '2026.5', '99999'])
      expect((await askPage(db, beginYear, '/admin', { cookie, form: { year } })).status).toBe(400);
    expect((await askPage(db, beginYear, '/admin', { cookie, form: { year: '2026' } })).status).toBe(303);
    expect((await askPage(db, beginYear, '/admin', { cookie, form: { year: '2026' } })).status).toBe(409);
    expect((await askPage(db, beginSection, '/admin', { cookie, params, form: {} })).status).toBe(303);
  });

  it('tell everybody whether a code is good and nothing of the person', async () => {
    await asking();
    const { code, person_id } = await only();
    const shown = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8).toLowerCase()}`;
    for (const typed of [code, shown]) {
      const told = await check(typed);
      expect(told).toMatchObject({ status: 200, data: { found: { state: 'valid', kind: '结业证书' } } });
      expect(JSON.stringify(told.data)).not.toMatch(new RegExp(`佟向暖|${person_id}`));
      expect(JSON.stringify(told.data)).toContain('佟**');
    }
    const led = await askPage(db, verifyForm, `/verify?code=${encodeURIComponent(shown)}`);
    expect([led.status, led.location]).toEqual([302, `/verify/${encodeURIComponent(shown)}`]);
    expect(await verifiedCertificate(db, '')).toBeNull();
  });

  it('answer odd codes with 404 and the form', async () => {
    for (const odd of oddCodes) {
      const told = await check(odd);
      expect([odd.slice(0, 20), told.status]).toEqual([odd.slice(0, 20), 404]);
      expect(told.data).toMatchObject({ found: null, message: expect.stringMatching(/。$/) });
    }
  });

  it('let an address ask thirty times a minute and say when to come back', async () => {
    for (let n = 0; n < 30; n++) expect((await check('0'.repeat(16))).status).toBe(404);
    const refused = await Promise.resolve()
      .then(() =>
        verifyCode({
          request: new Request('http://127.0.0.1:3000/verify/x'),
          context: { db, clientAddress: '10.0.0.1', now: () => new Date(today.getTime() + 20_000) },
          params: { code: 'x' },
        } as unknown as Parameters<typeof verifyCode>[0]),
      )
      .catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(Response);
    const { status, headers } = refused as Response;
    expect([status, headers.get('retry-after')]).toEqual([429, '40']);
    expect((await check('0'.repeat(16), new Date(today.getTime() + 61_000))).status).toBe(404);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { decodeJWT, verifyJWS } from 'did-jwt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyAddress } from '#app/features/credentials/badge.rules.ts';
import { endedCertificates, keySet, signedBadge } from '#app/features/credentials/badge.server.ts';
import { replaceCertificate, revokeCertificate } from '#app/features/credentials/ending.server.ts';
import { askForCertificate } from '#app/features/credentials/issuing.server.ts';
import { readyKey, rotateKeys, signingKey } from '#app/features/credentials/keys.server.ts';
import { loader as badgeFile } from '#app/features/credentials/pages/badge-file.ts';
import { loader as revocations } from '#app/features/credentials/pages/revocations.ts';
import { type Certificate, findCertificate } from '#app/features/credentials/reading.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { today } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { isOpenBadge } from './badge-schema.ts';
import { aCompleter, aShortSection } from './completers.ts';

const origin = 'https://academy.example';

describeOnBothDatabases('badges', (open) => {
  let db: Db;
  let url: string;
  let folder: string;
  let certificate: Certificate;
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    folder = mkdtempSync(join(tmpdir(), 'academy-secret-'));
    await withPolicies(db);
    certificate = await certified();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function certified(): Promise<Certificate> {
    const completer = await aCompleter(db, await aShortSection(db));
    const outcome = await askForCertificate(db, { ...completer, actor: academy, now });
    const found = outcome.ok ? await findCertificate(db, outcome.certificateId) : null;
    if (!found) throw new Error('no certificate');
    return found;
  }

  const work = () => ({ env: { DATA_DIR: folder }, actor: academy, now });
  const keyWith = async (env: ReturnType<typeof work>['env'] = { DATA_DIR: folder }) => {
    await readyKey(db, { ...work(), env });
    const key = await signingKey(db, env);
    if (!key) throw new Error('no key');
    return key;
  };
  const badge = async (of = certificate) => signedBadge(of, { key: await keyWith(), origin });

  /**
   * As a stranger checks it who has the published keys only, with a library that is not the one that signs. Throws when it is not good,
   * answers which key it was signed with and what it says.
   */
  async function checked(jwt: string, by = keySet(db, origin)): Promise<{ kid: string; payload: unknown }> {
    const { keys } = await by;
    const methods = keys.map(({ kid, alg: _, use: __, ...jwk }) => ({
      id: kid,
      type: 'JsonWebKey2020',
      controller: `${origin}/credentials/issuer`,
      publicKeyJwk: { ...jwk, kty: 'OKP' },
    }));
    const { header, payload } = decodeJWT(jwt);
    // By the key that its head names, and by no other.
    const { id } = verifyJWS(
      jwt,
      methods.filter((method) => method.id === header.kid),
    );
    return { kid: id, payload };
  }

  it('are what Open Badges 3.0 asks, with credits, and a stranger can check them', async () => {
    const jwt = await badge();
    const { payload, kid } = await checked(jwt);
    const { keys } = await keySet(db, origin);
    expect(kid).toBe(keys[0]?.kid);
    expect(decodeJWT(jwt).header).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: keys[0]?.kid });
    expect(isOpenBadge(payload)).toEqual([]);
    expect(payload).toMatchObject({
      iss: `${origin}/credentials/issuer`,
      jti: `urn:uuid:${certificate.id}`,
      nbf: now.getTime() / 1000,
      sub: `${origin}/verify/${certificate.code}#subject`,
      validFrom: '2026-11-22T05:00:00Z',
      credentialSubject: {
        creditsEarned: certificate.content.credits / 100,
        identifier: [{ identityHash: '佟向暖', identityType: 'name' }],
        achievement: { creditsAvailable: 3, name: certificate.content.courseTitle },
      },
      credentialStatus: { id: `${origin}/credentials/revocations/2026`, type: '1EdTechRevocationList' },
    });
  });

  it('are worth nothing once a letter of them is changed', async () => {
    const [head = '', body = '', signature = ''] = (await badge()).split('.');
    const more = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    more.credentialSubject.creditsEarned = 99;
    const forged = Buffer.from(JSON.stringify(more)).toString('base64url');
    await expect(checked([head, forged, signature].join('.'))).rejects.toThrow(/signature/i);
    await expect(checked(await badge())).resolves.toBeTruthy();
  });

  it('are worth nothing by any other key, whatever name it has', async () => {
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const strange = keySet(db, origin).then((set) => ({
      ...set,
      keys: set.keys.map((key) => ({ ...key, x: x ?? '' })),
    }));
    const jwt = await badge();
    await expect(checked(jwt, strange)).rejects.toThrow(/signature/i);
    await expect(checked(jwt)).resolves.toBeTruthy();
  });

  it('are still good after the key was changed by the operator, and new ones have the new key', async () => {
    const before = await badge();
    const variables = { DATA_DIR: folder };
    const told = await operate(url, ['credentials', 'rotate-key'], { variables, now });
    expect(told).toMatchObject({ code: 0, complained: [] });
    const afterwards = await badge();
    const kid = (jwt: string) => decodeJWT(jwt).header.kid;
    expect(kid(afterwards)).not.toBe(kid(before));
    expect(told.said[0]).toContain(String(kid(afterwards)).split('/').at(-1));
    for (const jwt of [before, afterwards]) expect((await checked(jwt)).kid).toBe(kid(jwt));
    expect((await keySet(db, origin)).keys).toHaveLength(2);
  });

  it('are signed with one key until then, whoever asks', async () => {
    const first = await keyWith();
    expect(await readyKey(db, work())).toBe(false);
    expect((await keyWith()).id).toBe(first.id);
    expect(keyAddress(origin, first.id)).toBe((await keySet(db, origin)).keys[0]?.kid);
  });

  it('cannot be signed with a copy of the database alone', async () => {
    const { privateJwk } = await keyWith();
    const kept = JSON.stringify(await db.selectFrom('credential_key').selectAll().execute());
    expect(kept).not.toContain(privateJwk.d);
    const secret = join(folder, 'credentials-secret');
    expect(readFileSync(secret, 'utf8')).not.toBe('');
    expect(statSync(secret).mode & 0o077).toBe(0);
    const elsewhere = mkdtempSync(join(tmpdir(), 'academy-secret-'));
    try {
      expect(await signingKey(db, { DATA_DIR: elsewhere })).toBeNull();
      const other = await keyWith({ DATA_DIR: elsewhere });
      expect(other.privateJwk.d).not.toBe(privateJwk.d);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
    const set = { env: { DATA_DIR: folder, CREDENTIALS_SECRET: 's'.repeat(40) }, actor: academy, now };
    const id = await rotateKeys(db, set);
    expect((await signingKey(db, set.env))?.id).toBe(id);
  });

  it('are not signed with a secret that is none', async () => {
    writeFileSync(join(folder, 'credentials-secret'), '');
    await expect(signingKey(db, work().env)).rejects.toThrow(/holds no secret/);
    await expect(readyKey(db, work())).rejects.toThrow(/holds no secret/);
  });

  it('are signed with the one key that the worker makes once there are certificates; asking for a badge makes none', async () => {
    const { personId } = await db
      .selectFrom('certificate')
      .select('person_id as personId')
      .executeTakeFirstOrThrow();
    const session = await startSession(db, { personId, secure: false, now: today });
    const ask = async (env = { DATA_DIR: folder }) => {
      const request = new Request('http://127.0.0.1:3000/me', {
        headers: { cookie: session.split(';')[0] ?? '' },
      });
      const context = { db, env, clientAddress: '10.0.0.1', now: () => today };
      const asked = { request, context, params: { certificateId: certificate.id } };
      return (await Promise.resolve()
        .then(() => badgeFile(asked as unknown as LoaderFunctionArgs))
        .catch((thrown: unknown) => thrown)) as Response;
    };
    const early = await ask();
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await db.selectFrom('credential_key').selectAll().execute()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    const made = await Promise.all(Array.from({ length: 8 }, () => readyKey(db, work())));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await db.selectFrom('credential_key').selectAll().execute()).toHaveLength(1);
    const answer = await ask();
    expect(answer.status).toBe(200);
    const { keys } = await keySet(db, 'http://127.0.0.1:3000');
    expect(decodeJWT(await answer.text()).header.kid).toBe(keys[0]?.kid);
  });

  it('have no key while there are no certificates', async () => {
    const empty = await open();
    expect(await readyKey(empty, work())).toBe(false);
    expect(await empty.selectFrom('credential_key').selectAll().execute()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are on the list of their year once they are valid no more', async () => {
    const registrar = await aLearner(db, '方排课');
    const deed = { actor: registrar.actor, reason: '复核没有通过', now };
    const [revoked, stays] = [await certified(), await certified()];
    await revokeCertificate(db, { ...deed, certificateId: revoked.id });
    await replaceCertificate(db, { ...deed, certificateId: certificate.id, name: '佟向阳' });
    expect(await endedCertificates(db, 2026)).toEqual([certificate.id, revoked.id].sort());
    expect(await endedCertificates(db, 2025)).toEqual([]);
    expect(stays.state).toBe('valid');
    expect(await isOnItsList(await badge(revoked))).toBe(true);
    expect(await isOnItsList(await badge(certificate))).toBe(true);
    expect(await isOnItsList(await badge(stays))).toBe(false);
  });

  /** Whether somebody who has nothing but the token, and follows it to its status, finds it among those taken back. */
  async function isOnItsList(jwt: string): Promise<boolean> {
    const { id, credentialStatus } = decodeJWT(jwt).payload as {
      id: string;
      credentialStatus: { id: string };
    };
    const address = credentialStatus.id;
    const visit = { request: new Request(address), context: { db, env: {} } };
    const params = { year: address.split('/').at(-1) };
    const answer = await revocations({ ...visit, params } as unknown as LoaderFunctionArgs);
    const list = (await answer.json()) as {
      id: string;
      revokedCredential: { id: string; revoked: boolean }[];
    };
    expect(list.id).toBe(address);
    return list.revokedCredential.some((one) => one.id === id && one.revoked);
  }
});

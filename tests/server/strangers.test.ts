import { request as httpRequest } from 'node:http';
import type { KyselyPlugin } from 'kysely';
import { expect, it } from 'vitest';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { signedIn } from '#tests/support/visitor.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';
import { serveSite } from './site.tsx';

const MIB = 1024 * 1024;

interface Sending {
  cookie?: string;
  /** What is said of the length; null: nothing, and it comes in pieces. */
  length: number | null;
  /** How much is sent before the answer is waited for. */
  sends: number;
}

interface Begun {
  status: number;
  text: string;
  retryAfter?: string | undefined;
}

/** A database that answers nothing. */
const goneAway: KyselyPlugin = {
  transformQuery: () => {
    throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

/** The answer to a form of which only the beginning is sent. */
function begun(site: string, { cookie, length, sends }: Sending): Promise<Begun> {
  const { hostname, port } = new URL(site);
  const headers = {
    ...(length === null ? {} : { 'content-length': String(length) }),
    ...(cookie ? { cookie } : {}),
    referer: `${site}/admin/imports/new`,
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path: '/admin/imports/new', method: 'POST', headers },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (part) => (text += part));
        res.on('end', () => {
          resolve({ status: res.statusCode ?? 0, text, retryAfter: res.headers['retry-after'] });
          sent.destroy();
        });
      },
    );
    sent.on('error', reject);
    for (let at = 0; at < sends; at += 65_536) sent.write('z'.repeat(Math.min(65_536, sends - at)));
    if (length === sends) sent.end();
  });
}

describeOnBothDatabases('a large form at the desks', (open) => {
  const served = async () => {
    const db = await open();
    const site = await serveSite({}, db);
    const { actor } = await aLearner(db, '王芳');
    const personId = actor.personId ?? '';
    const cookie = async () => (await signedIn(db, site, personId)).cookie;
    const grant = { role: 'registrar', orgUnitId: null, validFrom: '2020-01-01', now } as const;
    return { db, site, cookie, grant: () => grantRole(db, { actor: academy, personId, ...grant }) };
  };

  it('of nobody is answered before it is read, whether it says its length or not', async () => {
    const { site } = await served();
    for (const length of [12 * MIB, null]) {
      const { status, text } = await begun(site, { length, sends: 65_536 });
      expect(status).toBe(401);
      expect(text).toMatch(/没有收.*<a href="\/admin\/imports\/new">回到刚才的页面/s);
    }
    expect(
      await begun(site, { length: 12 * MIB, sends: 65_536, cookie: 'academy_session=made-up' }),
    ).toMatchObject({ status: 401 });
  });

  it('of somebody without a role is not read either, of staff it is', async () => {
    const { site, cookie, grant } = await served();
    expect((await begun(site, { length: 12 * MIB, sends: 65_536, cookie: await cookie() })).status).toBe(403);
    expect(await grant()).toMatchObject({ ok: true });
    const whole = { length: 2 * MIB, sends: 2 * MIB, cookie: await cookie() };
    expect(await begun(site, whole)).toMatchObject({ status: 303 });
  });

  it('of staff is put off in words while the database is away, without being read', async () => {
    const { db, cookie, grant } = await served();
    expect(await grant()).toMatchObject({ ok: true });
    const site = await serveSite({}, db.withPlugin(goneAway));
    const answer = await begun(site, { length: 12 * MIB, sends: 65_536, cookie: await cookie() });
    expect(answer).toMatchObject({ status: 503, retryAfter: '5' });
    expect(answer.text).toMatch(/系统正忙.*<a href="\/admin\/imports\/new">回到刚才的页面.*编号/s);
  });

  it('is not asked about while it is small: its page says what there is to say', async () => {
    const { site } = await served();
    expect(await begun(site, { length: 1_000, sends: 1_000 })).toMatchObject({ status: 303 });
  });
});

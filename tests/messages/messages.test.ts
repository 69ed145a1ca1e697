import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Delivering, deliverNext } from '#app/features/messages/delivering.server.ts';
import { lastMessages, sweepMessages } from '#app/features/messages/listing.server.ts';
import { type MessageEnv, providerOf } from '#app/features/messages/providers.server.ts';
import { type NewMessage, send } from '#app/features/messages/sending.server.ts';
import { signatureOf } from '#app/features/messages/short-message.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aGateway, aMailServer, wordsOf } from './receivers.ts';

const start = new Date('2026-11-28T03:00:00.000Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const MAIL_FROM = '社区学院 <academy@example.cn>';

describeOnBothDatabases('messages', (open) => {
  let db: Db;
  let lines: { facts: object; line: string }[];
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    lines = [];
  });

  const log = {
    info: (facts: object, line: string) => void lines.push({ facts, line }),
    warn: (facts: object, line: string) => void lines.push({ facts, line }),
  };
  const write = (way: 'email' | 'sms', more: Partial<NewMessage> = {}) => {
    const to =
      way === 'email'
        ? { way, address: 'lin@example.cn', masked: 'l***@example.cn', personId: null }
        : { way, address: '19900000001', masked: '199****0001', personId: null };
    const letter = { kind: 'code', subject: '验证码', words: '你的验证码是 12345678。', now: start };
    return send(db, { env: keys.env, to, ...letter, ...more });
  };
  const deliver = async (variables: MessageEnv = {}, now = start, mayShow = false) => {
    const env = { ...keys.env, ...variables };
    const carriers = new Map((['email', 'sms'] as const).map((way) => [way, providerOf(env, way)] as const));
    const delivering: Delivering = {
      ...{ env, log, worker: 'w', now: () => now },
      providerOf: (way) => carriers.get(way) ?? null,
      mayShow: async () => mayShow,
    };
    let many = 0;
    while (await deliverNext(db, delivering)) many += 1;
    return many;
  };
  const first = async () => (await lastMessages(db))[0];
  const everything = async () =>
    JSON.stringify([
      await db.selectFrom('message').selectAll().execute(),
      await db.selectFrom('job').selectAll().execute(),
    ]);

  it('go by letter, and nothing of what they said stays', async () => {
    const mail = await aMailServer({ user: 'academy', password: 'a secret/:@' });
    onTestFinished(mail.close);
    await write('email');
    expect(await everything()).not.toMatch(/12345678|lin@/);
    expect(await deliver({ MAIL_URL: mail.url, MAIL_FROM })).toBe(1);
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]?.to).toEqual(['lin@example.cn']);
    expect(mail.letters[0] && wordsOf(mail.letters[0])).toContain('你的验证码是 12345678。');
    expect(await first()).toMatchObject({ state: 'sent', masked: 'l***@example.cn', tries: 1 });
    expect(
      await db.selectFrom('message').select(['to_sealed', 'words_sealed', 'provider']).execute(),
    ).toEqual([{ to_sealed: '', words_sealed: '', provider: 'smtp' }]);
    expect(JSON.stringify(lines)).not.toMatch(/12345678|a secret/);
  });

  it('go to the gateway signed over time and body', async () => {
    const gateway = await aGateway();
    onTestFinished(gateway.close);
    const id = await write('sms');
    await deliver({ SMS_URL: gateway.url, SMS_TOKEN: 's'.repeat(20) });
    const post = gateway.posts[0];
    expect(JSON.parse(post?.body ?? '')).toMatchObject({ id, to: '+8619900000001', kind: 'code' });
    const at = String(post?.headers['x-academy-time']);
    expect(post?.headers['x-academy-signature']).toBe(signatureOf('s'.repeat(20), at, post?.body ?? ''));
    expect(await first()).toMatchObject({ state: 'sent', way: 'sms' });
  });

  it('are not there when the deed is rolled back', async () => {
    const deed = inTransaction(db, async (trx) => {
      await send(trx, {
        ...{ env: keys.env, kind: 'code', subject: '', words: '', now: start },
        to: { way: 'sms', address: '19900000001', masked: '', personId: null },
      });
      throw new Error('it failed');
    });
    await expect(deed).rejects.toThrow('it failed');
    expect(await deliver()).toBe(0);
  });

  it('come into the log with their words in a demo only; elsewhere it says what to set', async () => {
    await write('email');
    await deliver({}, start, true);
    expect(JSON.stringify(lines)).toContain('12345678');
    lines = [];
    await write('sms');
    await deliver();
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).toMatch(/set SMS_URL and SMS_TOKEN/);
    expect(JSON.stringify(lines)).not.toMatch(/12345678|19900000001/);
    expect((await lastMessages(db)).map(({ state }) => state)).toEqual(['not-sent', 'not-sent']);
  });

  it('are tried again with a rising delay, and given up when they are of no use', async () => {
    const gateway = await aGateway();
    onTestFinished(gateway.close);
    gateway.mood.status = 503;
    const variables = { SMS_URL: gateway.url, SMS_TOKEN: 's'.repeat(20) };
    await write('sms', { usefulUntil: after(15) });
    const waits: number[] = [];
    for (let now = start; ; ) {
      await deliver(variables, now);
      const message = await first();
      if (!message?.nextAt) break;
      waits.push((Date.parse(message.nextAt) - now.getTime()) / 1000);
      now = new Date(message.nextAt);
    }
    expect(waits).toEqual([10, 30, 90, 270]);
    expect(await first()).toMatchObject({ state: 'given-up', lastError: 'The gateway answered 503.' });
    expect(new Set(gateway.posts.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    expect(await everything()).not.toMatch(/19900000001/);
  });

  it('go as soon as the other side is back', async () => {
    const mail = await aMailServer();
    onTestFinished(mail.close);
    mail.mood.busy = true;
    const variables = { MAIL_URL: mail.url, MAIL_FROM };
    await write('email');
    await deliver(variables);
    expect(await first()).toMatchObject({ state: 'waiting', tries: 1 });
    mail.mood.busy = false;
    expect(await deliver(variables)).toBe(0);
    await deliver(variables, after(1));
    expect(await first()).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('are given up at once where nobody has that address, and the reason does not name it', async () => {
    const mail = await aMailServer();
    onTestFinished(mail.close);
    mail.mood.refuses = 'lin@example.cn';
    await write('email');
    await deliver({ MAIL_URL: mail.url, MAIL_FROM });
    const message = await first();
    expect(message).toMatchObject({ state: 'given-up', tries: 1 });
    expect(message?.lastError).toContain('l***@example.cn');
    expect(message?.lastError).not.toContain('lin@');
  });

  it('are forgotten after a month, and never wait for ever', async () => {
    await write('email');
    await sweepMessages(db, after(60));
    expect(await first()).toMatchObject({ state: 'waiting' });
    await sweepMessages(db, after(3 * 24 * 60));
    expect(await first()).toMatchObject({ state: 'given-up' });
    await sweepMessages(db, after(31 * 24 * 60));
    expect(await lastMessages(db)).toEqual([]);
  });
});

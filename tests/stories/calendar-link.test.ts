import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn, visitor } from '#tests/support/visitor.ts';

describe('the calendar link of a running academy', () => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    demo = await demoAcademy({ env: { LOG_LEVEL: 'trace' } });
  }, 180_000);
  afterAll(() => demo?.stop());

  it('is shown once, opens without signing in, is nowhere in the log, and ends', async () => {
    const elder = await signIn(demo.url, 'elder');
    const made = await elder.post('/me/timetable', { means: 'make' });
    const [, path = '', token = ''] = />https?:[^<\s]+?(\/calendar\/([\w-]{43})\.ics)/.exec(made.text) ?? [];
    expect([made.status, made.headers['cache-control']]).toEqual([200, 'private, no-store']);
    expect((await elder.get('/me/timetable')).text).not.toContain(token);

    const phone = visitor(demo.url);
    const answer = await phone.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      etag: expect.any(String),
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.text).toContain('BEGIN:VEVENT');
    expect(answer.text).toContain(`${demo.url}/learn/`);
    const again = await phone.get(path, { 'if-none-match': String(answer.headers.etag) });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await phone.send('HEAD', path)).status).toBe(200);

    const wrong = [
      `/calendar/${'A'.repeat(43)}.ics`,
      `${path}x`,
      `${path}.data`,
      '/calendar/..%2f',
      `/Calendar/${token}`,
    ];
    for (const address of wrong) await phone.get(address);
    expect((await phone.get(wrong[0] ?? '')).status).toBe(404);
    await phone.post(path, { a: '1' });

    const ended = await elder.post('/me/timetable', { means: 'end' });
    expect([ended.status, ended.location]).toEqual([303, '/me/timetable?done=ended']);
    const gone = await phone.get(path);
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('没有了，或者从来没有');
    expect(demo.server.output()).toContain('/calendar/:token');
    expect(demo.server.output()).not.toContain(token);
    expect(demo.server.output()).not.toContain('AAAAAAAA');
  });

  it('beside the public one, which everybody keeps and asks about again', async () => {
    const phone = visitor(demo.url);
    const first = await phone.get('/timetable.ics');
    expect(first.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'public, max-age=300',
    });
    expect(first.text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    const again = await phone.get('/timetable.ics', { 'if-none-match': String(first.headers.etag) });
    expect(again.status).toBe(304);
    const signed = await signIn(demo.url, 'learner');
    expect((await signed.get('/timetable.ics')).text).toBe(first.text);
  });
});

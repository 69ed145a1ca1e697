import { expect, it } from 'vitest';
import { action as loginJson } from '#app/features/sign-in/pages/login-json.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { aPerson, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

describeOnBothDatabases('signing in as a program', (open) => {
  it('answers with one message for every cause of a refusal, and with the cookie of a page', async () => {
    const db = await open();
    await aPerson(db, { username: 'learner', password: PASSWORD });
    const attempt = async (username: string, password: string) => {
      const body = new URLSearchParams({ username, password });
      const request = new Request('http://127.0.0.1:3000/login', { method: 'POST', body });
      const context = { db, env: {}, clientAddress: '10.0.0.1', now: () => now } as unknown as RequestContext;
      return loginJson({ request, context, params: {} });
    };
    const wrong = await attempt('learner', 'nope');
    expect(wrong.status).toBe(400);
    const told = await wrong.json();
    expect(told).toEqual({ error: { code: 'wrong', message: expect.stringMatching(/用户名或密码不对/) } });
    expect(await (await attempt('nobody', 'nope')).json()).toEqual(told);
    expect(await (await attempt('', '')).json()).toMatchObject({
      error: { message: '请填用户名或手机号。请填密码。' },
    });
    const right = await attempt('learner', PASSWORD);
    expect(right).toMatchObject({ status: 302 });
    expect(right.headers.getSetCookie()[0]).toMatch(/^academy_session=\w{40};/);
  });
});

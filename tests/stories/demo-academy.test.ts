import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signIn, visitor } from '#tests/support/visitor.ts';

const accounts = [
  'learner',
  'learner2',
  'secretary',
  'elder',
  'instructor',
  'registrar',
  'reviewer',
  'appeals',
  'assessor',
  'liaison',
  'sysadmin',
  'security',
  'auditor',
];

describe('the demo academy', () => {
  let demo: DemoAcademy;
  beforeAll(async () => {
    demo = await demoAcademy();
  });
  afterAll(async () => {
    await demo?.stop();
  });

  it.each(accounts)('lets %s in', async (username) => {
    const someone = await signIn(demo.url, username);
    expect((await someone.get('/')).status).toBe(200);
  });

  it('tells nobody why a sign-in failed', async () => {
    const wrong = { username: 'learner', password: 'not-the-password' };
    const known = await visitor(demo.url).post('/login', wrong);
    const unknown = await visitor(demo.url).post('/login', { ...wrong, username: 'nobody-at-all' });
    expect([known.status, unknown.status]).toEqual([400, 400]);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases, type FreshDatabase } from '#tests/support/database.ts';
import { flood, tally } from '#tests/support/flood.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, visitor } from '#tests/support/visitor.ts';

/** The built server as an operator meets it: it starts, says when it is ready, and survives being killed. */
describeOnBothDatabases('a running server', (open) => {
  let database: FreshDatabase;
  let server: RunningServer;
  beforeEach(async () => {
    database = await open.withUrl();
    server = await startServer({ databaseUrl: database.url, processes: 2 });
  });
  afterEach(async () => {
    hangUp();
    await server.stop();
  });

  it('is alive and ready in each process', async () => {
    for (const url of server.urls) {
      expect((await visitor(url).get('/healthz')).status).toBe(200);
      expect((await visitor(url).get('/readyz')).status).toBe(200);
    }
  });

  it('answers many visitors at once', async () => {
    const outcome = await flood(200, 32, (n) => visitor(server.urls[n % 2] as string).get('/healthz'));
    expect(tally(outcome, ({ status }) => status)).toEqual({ 200: 200 });
  });

  it('refuses a post from elsewhere', async () => {
    const answer = await visitor(server.url).post(
      '/view',
      { view: 'elder' },
      { origin: 'http://evil.example' },
    );
    expect(answer.status).toBe(403);
  });

  it('comes back on the same address after SIGKILL', async () => {
    const before = server.pids;
    hangUp();
    await server.kill();
    await expect(visitor(server.url).get('/healthz')).rejects.toThrow();
    await server.restart();
    expect(server.pids).not.toEqual(before);
    expect((await visitor(server.url).get('/readyz')).status).toBe(200);
  });

  it('says what stands in the way instead of starting', async () => {
    await expect(startServer({ databaseUrl: database.url, env: { LOG_LEVEL: 'loud' } })).rejects.toThrow(
      /LOG_LEVEL/,
    );
  });
});

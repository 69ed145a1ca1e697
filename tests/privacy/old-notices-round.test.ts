import { expect, it } from 'vitest';
import { rounds } from '#app/jobs/rounds.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';

const run = (name: string, options: object) =>
  rounds.find((round) => round.name === name)?.run(options as never);

describeOnBothDatabases('the walk through old notices', (open) => {
  it('is a round of its own, which the closing of accounts does not do in its turn', async () => {
    const db = await open();
    const options = { db, now: () => now, stopped: () => false };
    const ended = () => db.selectFrom('notice_mention_walk').select('ended_at').execute();
    await run('accounts to be closed', options);
    expect(await ended()).toEqual([]);
    await run('names in notices of before', options);
    expect(await ended()).toEqual([{ ended_at: now.toISOString() }]);
  });
});

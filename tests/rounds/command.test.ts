import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundChecks } from '#app/cli/checks/rounds.server.ts';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed, operate } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, learners, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, drawable, type Hall } from './hall.ts';

describeOnBothDatabases('repeating a draw with one command', (open) => {
  let db: Db;
  let hall: Hall;
  let folder: string;
  let text: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'academy-lottery-'));
    db = await open();
    await withPolicies(db);
    hall = await aRound(db, { sections: [{ capacity: 2 }, { capacity: 2 }] });
    for (const who of await learners(db, 9)) await ask(db, who, hall.sections, { waitlist: true });
    await advanceRounds(db, { actor: academy, now: closed });
    await advanceRounds(db, { actor: academy, now: drawable });
    text = (await publishedFile(db, hall.roundId)) ?? '';
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const repeat = async (content: string) => {
    const path = join(folder, 'inputs.json');
    await writeFile(path, content);
    return operate('file:/nowhere', ['lottery', path]);
  };

  it('prints the list and says that it is the same', async () => {
    const { code, said } = await repeat(text);
    expect([code, said.length]).toEqual([0, 10]);
    expect(said.at(-1)).toMatch(/^same as published: .* 9 applicants/);
    expect(said.filter((line) => /\(common\)/.test(line))).toHaveLength(4);
  });

  it('says what differs, with exit code 1', async () => {
    const file = JSON.parse(text);
    const [first, second, ...others] = file.results;
    const given = first.admitted;
    const forged = [{ ...first, admitted: second.admitted }, { ...second, admitted: given }, ...others];
    const { code, complained } = await repeat(JSON.stringify({ ...file, results: forged.reverse() }));
    expect(code).toBe(1);
    expect(complained.join('\n')).toMatch(/another list/);
    expect((await repeat(JSON.stringify({ ...file, seed: 'a'.repeat(64) }))).complained[0]).toMatch(/seed/);
    expect((await repeat('{}')).complained[0]).toMatch(/not the file of a draw/);
    expect((await operate('file:/nowhere', ['lottery', join(folder, 'none')])).code).toBe(1);
  });

  it('is looked at by verify: seeds, seats, places, enrolments, steps', async () => {
    const breaches = async () => {
      const found: string[] = [];
      for (const { name, run } of roundChecks)
        if (await run(db, engineNamed(open.engine))) found.push(name.split(' ').slice(0, 3).join(' '));
      return found;
    };
    expect(await breaches()).toEqual([]);
    const { seed } = await db.selectFrom('round_seed').select('seed').executeTakeFirstOrThrow();
    await db
      .updateTable('round_seed')
      .set({ seed: 'b'.repeat(64) })
      .execute();
    expect(await breaches()).toEqual(['the seed of']);
    await db.updateTable('round_seed').set({ seed }).execute();
    await db.updateTable('application_result').set({ outcome: 'admitted' }).execute();
    expect(await breaches()).toEqual(['no draw gives', 'nobody gets more', 'whoever was enrolled']);
    await db.deleteFrom('round_step').where('kind', '=', 'drawn').execute();
    expect(await breaches()).toContain('a round takes');
  });
});

import { beforeAll, expect, it } from 'vitest';
import { namedActions } from '#app/features/journal/action-names.rules.ts';
import type { Db } from '#db/database.ts';
import { pages } from '#tests/statements/expectations.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { aLargeAcademy } from '#tests/statements/large-academy.ts';
import { type Asking, signedIn } from '#tests/statements/signed-in.ts';
import { standings } from '#tests/stories/standings.ts';
import { describeOn } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { readings } from './readings.ts';

const PATIENCE_MS = 180_000;

describeOn('sqlite', 'the reading of other people’s records', (open) => {
  let db: Db;
  let academy: Academy;
  let cookies: Record<Asking, string>;
  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, open.engine);
    cookies = await signedIn(db);
    academy = await academyOn(db, 'file:/nowhere');
  }, PATIENCE_MS);

  it('is said of every address that staff may read', () => {
    const ofStaff = academy.routes
      .filter(({ pattern, readable }) => readable && Array.isArray(standings[pattern]?.who))
      .map(({ pattern }) => pattern);
    expect(
      ofStaff.filter((pattern) => !(pattern in readings)),
      'say what is noted',
    ).toEqual([]);
    expect(Object.keys(readings).filter((pattern) => !ofStaff.includes(pattern))).toEqual([]);
    const actions = Object.values(readings).filter((action) => action !== null);
    expect(actions.filter((action) => !namedActions.includes(action))).toEqual([]);
  });

  it.each(Object.entries(readings).filter(([pattern]) => pages[pattern]))('%s', async (pattern, action) => {
    const { as, at } = pages[pattern] as { as: Asking; at: readonly string[] };
    const before = await newest(db);
    for (const address of at) {
      const request = new Request(`http://127.0.0.1${address}`, { headers: { cookie: cookies[as] } });
      // A file is read while it leaves: to its end, then.
      await (await academy.ask(request, now)).arrayBuffer();
    }
    const written = await db
      .selectFrom('journal_entry')
      .select(['action', 'actor_id'])
      .where('at', '=', now.toISOString())
      .where('id', 'not in', ['none', ...before])
      .execute();
    const noted = written.map((line) => line.action);
    if (action) expect(noted, pattern).toContain(action);
    else expect(noted, pattern).toEqual([]);
    expect(written.every((line) => line.actor_id !== null)).toBe(true);
  });
});

/** Ids bear the time of the machine, so what was filled in is told from what comes by name. */
async function newest(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('journal_entry')
    .select('id')
    .where('at', '=', now.toISOString())
    .execute();
  return rows.map(({ id }) => id);
}

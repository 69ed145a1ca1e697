import { beforeAll, expect, it } from 'vitest';
import { forgetKeptActors } from '#app/features/identity/kept-actors.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { type Deed, deeds } from './actions.ts';
import { pages } from './expectations.ts';
import { type Statement, watch } from './eye.ts';
import { type Academy, academyOn } from './handler.ts';
import { aLargeAcademy } from './large-academy.ts';
import { type Asking, signedIn } from './signed-in.ts';
import { faultsOf } from './verdicts.ts';

/** Source: what good means, in figures: a page runs at most eight statements. */
const MOST_STATEMENTS = 8;
/** Filling takes some seconds; on a busy machine many. */
const PATIENCE_MS = 180_000;
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describeOnBothDatabases('what every page asks of a large academy', (open) => {
  const { engine } = open;
  let db: Db;
  let academy: Academy;
  let cookies: Record<Asking, string>;
  /** Statements that have been looked at: the same ones come back on many pages. */
  const known = new Set<string>();

  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, engine);
    cookies = await signedIn(db);
    academy = await academyOn(db, 'file:/nowhere');
  }, PATIENCE_MS);

  /** Asks as somebody whose session this process has not seen yet, and tells what was run. */
  async function asked(request: Request, { at, status }: { at: Date; status: number }): Promise<Statement[]> {
    forgetKeptActors();
    const { statements, off } = watch(db);
    const answer = await academy.ask(request, at);
    off();
    expect(answer.status, academy.troubles.join('\n')).toBe(status);
    return statements;
  }

  async function faults(statements: readonly Statement[], wide?: Record<string, string>): Promise<string[]> {
    const unseen = new Map(statements.map((statement) => [statement.sql, statement] as const));
    for (const sql of unseen.keys()) {
      if (known.has(sql)) unseen.delete(sql);
      known.add(sql);
    }
    return faultsOf({ db, engine }, [...unseen.values()], wide);
  }

  it('is asked of every page that app/routes.ts names', () => {
    const readable = academy.routes.filter((route) => route.readable).map(({ pattern }) => pattern);
    const expected = Object.keys(pages).filter((name) => !name.includes(' '));
    expect(
      readable.filter((pattern) => !expected.includes(pattern)),
      'say what it may cost',
    ).toEqual([]);
    expect(
      expected.filter((pattern) => !readable.includes(pattern)),
      'no such page',
    ).toEqual([]);
  });

  it.each(Object.entries(pages))(
    '%s',
    async (_, { as, at: addresses, status = 200, most = MOST_STATEMENTS, wide }) => {
      for (const address of addresses) {
        const request = () => new Request(`http://127.0.0.1${address}`, { headers: { cookie: cookies[as] } });
        const first = await asked(request(), { at: now, status });
        // By then the process has its search index, and what it keeps for some seconds is old.
        let statements = await asked(request(), { at: later(15), status });
        // Unless that ran out just between the two, which is then the cost of another page.
        if (statements.length > most) statements = await asked(request(), { at: later(15), status });
        const lines = statements.map(({ sql }) => sql).join('\n');
        expect(statements.length, `${address}\n${lines}`).toBeLessThanOrEqual(most);
        expect(await faults([...first, ...statements], wide), address).toEqual([]);
      }
    },
  );

  it.each(deeds)('POST $at', async ({ as, at, form, json, status, secondsLater = 0 }: Deed) => {
    const body = json
      ? JSON.stringify(await json(db))
      : new URLSearchParams(form ? await form(db) : {}).toString();
    const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = { cookie: as ? cookies[as] : '', 'content-type': type };
    const request = new Request(`http://127.0.0.1${at}`, { method: 'POST', headers, body });
    const statements = await asked(request, { at: later(30 + secondsLater), status });
    expect(await faults(statements)).toEqual([]);
  });
});

import { beforeEach, expect, it } from 'vitest';
import { ownReadings } from '#app/features/audit/own-readings.server.ts';
import { loader } from '#app/features/audit/pages/my-readings.tsx';
import { readingActions } from '#app/features/audit/readings.rules.ts';
import { actionName, namedActions } from '#app/features/journal/action-names.rules.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import type { RequestContext } from '#app/lib/context.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now } from '#tests/support/world.ts';
import { readings } from './readings.ts';

describeOnBothDatabases('who read somebody’s record', (open) => {
  let db: Db;
  let [learner, registrar]: string[] = [];
  beforeEach(async () => {
    db = await open();
    learner = await aPerson(db, { username: 'learner' });
    registrar = await aPerson(db, { username: 'registrar', name: '程启明' });
    await aGrant(db, registrar, 'registrar');
  });
  const as = (personId = '') => sealActor({ personId, name: '程启明', roles: [] });
  const opened = (action: string, hours: number, { by = registrar, of = learner } = {}) =>
    noteOpened(db, {
      ...{ actor: as(by), action, subject: ['thing', 'thing'], concerns: of ?? '' },
      now: after({ hours }),
    });
  const seen = () => ownReadings(db, { personId: learner ?? '', before: null, limit: 50 });

  it('is said to that person alone, by role and desk, without a name', async () => {
    await opened('credit.read', 1);
    await opened('person.opened', 2);
    await opened('credit.read', 3, { of: registrar, by: learner });
    await opened('venue.added', 4);
    await opened('credit.read', 5, { by: await aPerson(db, { username: 'former' }) });
    const found = await seen();
    expect(found.map(({ record, desk, roles }) => [record, desk, roles])).toEqual([
      ['一条学分记录', '学分流水', '工作人员'],
      ['账号、岗位和角色', '人员管理', '教务'],
      ['一条学分记录', '学分流水', '教务'],
    ]);
    expect(JSON.stringify(found)).not.toContain('程启明');
    expect(JSON.stringify(found)).not.toContain(registrar);
  });

  it('is turned page by page, each reading once', async () => {
    for (let hour = 0; hour < 45; hour++) await opened('credit.read', hour);
    const cookie = await cookieOf(db, learner ?? '');
    const ids: string[] = [];
    for (let query = ''; ; ) {
      const request = new Request(`http://localhost/me/readings${query}`, { headers: { cookie } });
      const context = { db, now: () => now } as unknown as RequestContext;
      const page = (await loader({ request, context, params: {} } as never)) as {
        readings: { id: string }[];
        next: string | null;
      };
      ids.push(...page.readings.map(({ id }) => id));
      if (!page.next) break;
      query = `?before=${encodeURIComponent(page.next)}`;
    }
    expect(ids).toHaveLength(45);
    expect(new Set(ids).size).toBe(45);
  });
});

it('every opening of one person’s record that is noted has words for that person', () => {
  const lists = /(listed|searched|exported|roster-read|archive-read|words-read)$/;
  const others = new Set([
    'journal.read',
    'import.read',
    'suggestion.read',
    'year.exported',
    'sign-in.unused',
  ]);
  const noted = Object.values(readings).filter((action) => action !== null);
  const single = noted.filter((action) => !lists.test(action) && !others.has(action));
  expect(single.filter((action) => !readingActions.includes(action))).toEqual([]);
  expect(readingActions.filter((action) => !namedActions.includes(action)).map(actionName)).toEqual([]);
});

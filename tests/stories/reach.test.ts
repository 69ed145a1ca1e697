import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#app/lib/id.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { type DemoAcademy, demoAcademy } from '#tests/support/demo.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';
import { aLearner } from '#tests/support/world.ts';
import { everyRoute, type WalkedRoute } from './every-route.ts';

const desks = /^\/admin\/(credits|declarations|appeals|exemptions|certificates|statements)\b/;
const roles: readonly Role[] = ['registrar', 'credit-reviewer', 'appeals-reviewer'];
/** About everybody: whoever keeps a part of the academy only is told so. */
const ofTheWholeAcademy = ['/admin/certificates', '/admin/statements/:year'];
const missing = '01a00000-0000-7000-8000-000000000000';

/** Promise 7 over the running server: every address of the desks of credits, for staff of the people's own part of the organisation and of another. */
describeOnBothDatabases('the desks of credits, for a role over one part', (open) => {
  let demo: DemoAcademy;
  let near: Visitor;
  let far: Visitor;
  let things: Record<string, string>;
  let names: string[];
  const routes = everyRoute().filter(({ pattern }) => desks.test(pattern));
  const about = routes.filter(({ pattern }) => /:(?!year)/.test(pattern));
  beforeAll(async () => {
    demo = await demoAcademy({ engine: open.engine });
    const { ids, personIds } = await thingsOf(demo.db);
    things = ids;
    const [home, elsewhere] = [await aUnit(demo.db, 'tzzy0'), await aUnit(demo.db, 'tzzz0')];
    for (const personId of personIds) await post(demo.db, personId, home);
    await post(demo.db, (await aLearner(demo.db, '别处的人')).personId, elsewhere);
    names = await namesOf(demo.db, personIds);
    near = await staffOver(demo, home);
    far = await staffOver(demo, elsewhere);
  });
  afterAll(async () => {
    await demo?.stop();
  });

  const filled = ({ at }: WalkedRoute, more: Record<string, string> = {}) => at({ ...things, ...more });

  it('have something to look at behind every address', () => {
    for (const { pattern } of about)
      for (const [, name = ''] of pattern.matchAll(/:(\w+)/g)) expect(things[name], pattern).toBeTruthy();
    expect(about.length).toBeGreaterThan(8);
  });

  it('answer the same 404 for what is out of reach and for what is not there, and show what is within', async () => {
    const nothing = Object.fromEntries(
      Object.keys(things).map((name) => [name, name === 'year' ? (things.year ?? '') : missing]),
    );
    for (const route of about.filter(({ readable }) => readable)) {
      const opened = await near.get(filled(route));
      // Where only a form is sent to, a reader is led to the thing itself.
      expect([route.pattern, opened.status]).toEqual([route.pattern, opened.location ? 302 : 200]);
      if (opened.location) continue;
      const [refused, unknown] = [await far.get(filled(route)), await far.get(filled(route, nothing))];
      expect([route.pattern, refused.status, unknown.status]).toEqual([route.pattern, 404, 404]);
      for (const name of names) expect(refused.text.includes(name), `${route.pattern} ${name}`).toBe(false);
    }
  });

  it('write down who opened what of somebody', async () => {
    const rows = await demo.db
      .selectFrom('journal_entry')
      .select('action')
      .where('subject_id', 'in', Object.values(things))
      .execute();
    const actions = rows.map(({ action }) => action);
    for (const kind of ['credit', 'adjustment', 'declaration', 'appeal'])
      expect(actions).toContain(`${kind}.read`);
  });

  it('take no form about what is out of reach', async () => {
    for (const route of about.filter(({ writable }) => writable)) {
      const sent = await far.post(filled(route), { ...route.sends });
      expect([route.pattern, sent.status]).toEqual([route.pattern, 404]);
    }
    const proposal = {
      person: things.personId ?? '',
      kind: 'missed',
      category: 'A',
      title: '楼道议事',
      amount: '1',
    };
    expect((await far.post('/admin/credits/adjustments/new', proposal)).status).toBe(404);
    expect((await far.get(`/admin/credits/adjustments/new?person=${things.personId}`)).status).toBe(404);
    expect((await far.get(`/admin/credits/adjustments/new?entry=${things.entryId}`)).status).toBe(404);
    expect((await near.get(`/admin/credits/adjustments/new?person=${things.personId}`)).status).toBe(200);
  });

  it('list, find and count those within reach, and nobody else', async () => {
    const lists = routes.filter(
      ({ pattern, readable }) => readable && !about.some((one) => one.pattern === pattern),
    );
    for (const route of lists.filter(({ pattern }) => !/\.\w+$/.test(pattern))) {
      const address = filled(route);
      for (const search of ['', '?q=', ...names.map((name) => `?q=${encodeURIComponent(name)}`)]) {
        const { status, text } = await far.get(address + search);
        expect([route.pattern, status]).toEqual([route.pattern, 200]);
        for (const id of Object.values(things)) {
          if (id.length > 30) expect(text.includes(id), `${address}${search} ${id}`).toBe(false);
        }
      }
    }
    const seen = await near.get('/admin/credits');
    expect(seen.text).toContain(things.entryId);
    expect((await near.get('/admin/declarations')).text).toContain(things.declarationId);
    expect((await near.get('/admin/appeals')).text).toContain(things.appealId);
    expect((await near.get('/admin/certificates')).text).toContain(things.certificateId);
    const [home, away] = [(await near.get('/admin')).text, (await far.get('/admin')).text];
    expect(home).toMatch(/\d 份等审核/);
    expect(away).not.toMatch(/\d 份等审核|\d 件等复核/);
  });

  it('print nobody out of reach, and leave to the whole academy what is about all of it', async () => {
    const year = `/admin/statements/${things.year}`;
    expect((await far.get(`${year}/statements.pdf`)).status).toBe(404);
    expect((await near.get(`${year}/statements.pdf`)).status).toBe(200);
    expect((await far.get(`${year}/statements.xlsx`)).status).toBe(200);
    for (const route of routes.filter(({ pattern }) => ofTheWholeAcademy.includes(pattern)))
      for (const who of [near, far]) {
        const sent = await who.post(filled(route), { year: things.year ?? '', means: 'lock' });
        expect([route.pattern, sent.status]).toEqual([route.pattern, 403]);
      }
  });
});

async function aUnit(db: Db, path: string): Promise<string> {
  const id = newId();
  const unit = {
    tree: 'territory',
    kind: 'community',
    name: `某某社区 ${path}`,
    path,
    valid_from: '2020-01-01',
  };
  await db
    .insertInto('org_unit')
    .values({ id, ...unit })
    .execute();
  return id;
}

async function post(db: Db, personId: string, unitId: string): Promise<void> {
  const post = {
    person_id: personId,
    position: 'resident',
    org_unit_id: unitId,
    valid_from: '2020-01-01',
    source: 'registrar',
  };
  await db
    .insertInto('appointment')
    .values({ id: newId(), ...post })
    .execute();
}

async function staffOver({ db, url }: DemoAcademy, unitId: string): Promise<Visitor> {
  const { personId } = await aLearner(db, '时桂兰');
  const grants = roles.map((role) => ({
    ...{ id: newId(), person_id: personId, role, org_unit_id: unitId, school: null },
    ...{ valid_from: '2020-01-01', valid_to: null, granted_by: null, granted_at: new Date().toISOString() },
  }));
  await db.insertInto('role_grant').values(grants).execute();
  return signedIn(db, url, personId);
}

/** One thing of each kind, with whose it is. */
async function thingsOf(db: Db) {
  const entry = await db
    .selectFrom('credit_entry')
    .select(['id', 'person_id'])
    .where('kind', '=', 'award')
    .orderBy('posted_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const declaration = await db
    .selectFrom('declaration')
    .select(['id', 'person_id'])
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirstOrThrow();
  const appeal = await db
    .selectFrom('appeal')
    .select(['id', 'person_id'])
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirstOrThrow();
  const adjustment = await db
    .selectFrom('adjustment')
    .select(['id', 'person_id'])
    .limit(1)
    .executeTakeFirstOrThrow();
  const exemption = await db
    .selectFrom('exemption')
    .select(['id', 'person_id'])
    .limit(1)
    .executeTakeFirstOrThrow();
  const certificate = await db
    .selectFrom('certificate')
    .select(['id', 'person_id'])
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const statement = await db
    .selectFrom('frozen_statement')
    .innerJoin('year_closing', 'year_closing.id', 'frozen_statement.closing_id')
    .select(['person_id', 'year'])
    .limit(1)
    .executeTakeFirstOrThrow();
  const ids = {
    entryId: entry.id,
    declarationId: declaration.id,
    appealId: appeal.id,
    adjustmentId: adjustment.id,
    exemptionId: exemption.id,
    certificateId: certificate.id,
    personId: statement.person_id,
    year: String(statement.year),
  };
  const all = [entry, declaration, appeal, adjustment, exemption, certificate, statement];
  return {
    ids: ids as Record<string, string>,
    personIds: [...new Set(all.map(({ person_id }) => person_id))],
  };
}

async function namesOf(db: Db, personIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('name')
    .where('id', 'in', [...personIds])
    .execute();
  return rows.map(({ name }) => name);
}

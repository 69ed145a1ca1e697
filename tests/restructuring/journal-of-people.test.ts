import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { searchJournal } from '#app/features/audit/search.server.ts';
import { JournalUnwritable, journalOf } from '#app/features/journal/journal.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { takeBack } from '#app/features/restructuring/taking-back.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';
import { aGrantOver, aTown, done, shapeOn, somebody, TODAY } from './town.ts';

type Town = Awaited<ReturnType<typeof aTown>>;

describeOnBothDatabases('the journal of somebody whose unit changes', (open) => {
  let db: Db;
  let town: Town;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
  });

  /** What stands about somebody behind the lines of their making. */
  const since = async (personId: string) => {
    const lines = await journalOf(db, { subjectType: 'person', subjectId: personId });
    return lines
      .filter(({ detail }) => 'changeId' in detail)
      .map(({ action, detail }) => ({ action, ...detail }));
  };
  const changes = async () => {
    const rows = await db
      .selectFrom('journal_entry')
      .select(['action', 'subject_id'])
      .where('detail', 'like', '%"changeId"%')
      .where('subject_type', '=', 'person')
      .execute();
    return rows.map(({ action, subject_id }) => `${subject_id} ${action}`);
  };

  it('says once where all posts went, and once where all rights went, whatever the kind of change', async () => {
    const head = await somebody(db, town.one);
    const late = await somebody(db, town.east, 'volunteer', { validFrom: '2027-01-01' });
    const assessor = await aGrantOver(db, 'assessor', town.east);
    const elsewhere = await somebody(db, town.west);
    await db
      .insertInto('appointment')
      .values({
        ...{ id: '01900000-0000-7000-8000-000000000001', person_id: head.personId, position: 'volunteer' },
        ...{ org_unit_id: town.east.id, valid_from: '2025-01-01', valid_to: null, source: 'roster' },
      })
      .execute();
    const merge: Change = { kind: 'merge', unitIds: [town.east.id], intoId: town.west.id, name: '' };
    const { changeId } = await done(db, merge, TODAY);
    const [line, ...others] = await since(head.personId);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ action: 'appointment.moved', day: TODAY, changeId });
    expect(line).toMatchObject({
      position: expect.arrayContaining(['building-head', 'volunteer']),
      from: expect.arrayContaining(['1 栋', '东园社区']),
      into: expect.arrayContaining(['1 栋', '西园社区']),
    });
    expect(await since(late.personId)).toMatchObject([
      { action: 'appointment.moved', position: ['volunteer'], from: ['东园社区'], into: ['西园社区'] },
    ]);
    expect(await since(assessor.personId)).toMatchObject([
      { action: 'role.moved', role: ['assessor'], from: ['东园社区'], into: ['西园社区'] },
    ]);
    expect(await since(elsewhere.personId)).toEqual([]);
    const filters = { concernsId: assessor.personId, family: 'role' };
    const found = await searchJournal(db, { filters, before: null, limit: 9 });
    expect(found.map(({ action }) => action)).toEqual(['role.moved', 'role.granted']);
  });

  it('names each part of a split that a right goes on over, and the end of what goes nowhere', async () => {
    const over = await aGrantOver(db, 'assessor', town.east);
    const parts = [
      { name: '甲社区', childIds: [town.grid.id] },
      { name: '乙社区', childIds: [] },
    ];
    await done(db, { kind: 'split', unitId: town.east.id, parts, rest: 1 }, TODAY);
    const [line] = await since(over.personId);
    expect([line?.action, new Set((line as { into?: string[] }).into)]).toEqual([
      'role.moved',
      new Set(['甲社区', '乙社区']),
    ]);
    const below = await aGrantOver(db, 'assessor', town.nine);
    await done(db, { kind: 'close', unitId: town.west.id, toId: town.north.id }, TODAY);
    expect(await since(below.personId)).toMatchObject([
      { action: 'role.revoked', role: ['assessor'], from: ['9 栋'], into: [] },
    ]);
  });

  it('says that a planned change is taken back', async () => {
    const head = await somebody(db, town.one);
    const late = await somebody(db, town.east, 'volunteer', { validFrom: '2027-05-01' });
    const over = await aGrantOver(db, 'assessor', town.east);
    const move: Change = { kind: 'move', unitId: town.east.id, parentId: town.other.id };
    const { changeId } = await done(db, move, '2027-03-01');
    expect(await takeBack(db, { actor: academy, changeId, now })).toMatchObject({ ok: true });
    const more = { day: '2027-03-01', changeId };
    expect(await since(head.personId)).toMatchObject([
      { action: 'appointment.moved-back', position: ['building-head'], into: ['1 栋'], ...more },
      { action: 'appointment.moved', ...more },
    ]);
    expect(await since(late.personId)).toMatchObject([
      { action: 'appointment.moved-back', position: ['volunteer'], into: ['东园社区'] },
      { action: 'appointment.moved' },
    ]);
    expect(await since(over.personId)).toMatchObject([
      { action: 'role.moved-back', role: ['assessor'], from: ['东园社区'], into: ['东园社区'] },
      { action: 'role.moved' },
    ]);
  });

  it('is written with the change or not at all', async () => {
    await somebody(db, town.one);
    await aGrantOver(db, 'assessor', town.east);
    const away = (action: string) =>
      open.engine === 'sqlite'
        ? `create trigger away before insert on journal_entry when new.action = '${action}' begin select raise(abort, 'away'); end`
        : `create trigger away before insert on journal_entry for each row if new.action = '${action}' then signal sqlstate '45000'; end if`;
    const before = await shapeOn(db, TODAY);
    for (const action of ['appointment.moved', 'role.moved']) {
      await db.executeQuery(CompiledQuery.raw(away(action)));
      const move: Change = { kind: 'move', unitId: town.east.id, parentId: town.other.id };
      await expect(done(db, move, TODAY)).rejects.toThrow(JournalUnwritable);
      expect(await shapeOn(db, TODAY)).toEqual(before);
      expect(await changes()).toEqual([]);
      await db.executeQuery(CompiledQuery.raw('drop trigger away'));
    }
  });

  it('holds a line of everybody, however many', {
    timeout: 60_000,
  }, async () => {
    const people = Array.from(
      { length: 450 },
      (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    );
    const { personId } = await aLearner(db);
    const like = await db
      .selectFrom('person')
      .selectAll()
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('person')
      .values(people.map((id, n) => ({ ...like, id, username: `many-${n}` })))
      .execute();
    const post = { position: 'resident', org_unit_id: town.two.id, valid_from: '2024-01-01', valid_to: null };
    await db
      .insertInto('appointment')
      .values(people.map((id) => ({ ...post, id, person_id: id, source: 'roster' })))
      .execute();
    await done(db, { kind: 'move', unitId: town.yard.id, parentId: town.west.id }, TODAY);
    expect((await changes()).toSorted()).toEqual(people.map((id) => `${id} appointment.moved`));
  });
});

import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { transferPost } from '#app/features/identity/transfers.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, type Learner, next, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('a transfer between communities', (open) => {
  let db: Db;
  let head: Learner;
  let from: { id: string; path: string };
  let to: { id: string; path: string };
  let appointmentId: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    head = await aLearner(db);
    [from, to] = [await community('和风社区'), await community('晴溪社区')];
    const post = { personId: head.personId, position: 'building-head', orgUnitId: from.id } as const;
    const outcome = await appoint(db, { actor: academy, ...post, validFrom: '2025-03-01', now });
    if (!outcome.ok) throw new Error(outcome.reason);
    ({ appointmentId } = outcome);
  });

  async function community(name: string) {
    const [id, path] = [newId(), `t${next().slice(-3)}`];
    const unit = { id, path, name, tree: 'territory', kind: 'community', valid_from: '2020-01-01' };
    await db.insertInto('org_unit').values(unit).execute();
    return { id, path };
  }

  const move = (firstDay: string, more: { orgUnitId?: string; actor?: Learner['actor'] } = {}) =>
    transferPost(db, {
      ...{ actor: academy, personId: head.personId, appointmentId, orgUnitId: to.id, firstDay, now, ...more },
    });
  const posts = () =>
    db
      .selectFrom('appointment')
      .select(['org_unit_id', 'valid_from', 'valid_to'])
      .where('person_id', '=', head.personId)
      .orderBy('valid_from')
      .execute();

  it('ends the one the day before the other begins: held throughout, a whole year’s task, and the person is told', async () => {
    expect(await move('2026-07-01')).toMatchObject({ ok: true });
    expect(await posts()).toEqual([
      { org_unit_id: from.id, valid_from: '2025-03-01', valid_to: '2026-06-30' },
      { org_unit_id: to.id, valid_from: '2026-07-01', valid_to: null },
    ]);
    const { standings } = await yearStanding(db, head.personId, { year: 2026, today: '2026-11-22' });
    expect(standings).toMatchObject([
      { since: '2025-03-01', required: 1600, share: { months: 12, ofMonths: 12 } },
    ]);
    const [notice] = await unreadNotices(db, head.personId, 1);
    expect(notice?.title).toContain('调到晴溪社区');
  });

  it('keeps the day on which the post was to end, and is none when it was over before', async () => {
    await db.updateTable('appointment').set({ valid_to: '2027-06-30' }).execute();
    expect(await move('2027-07-01')).toEqual({ ok: false, reason: 'not-theirs' });
    expect(await move('2026-07-01')).toMatchObject({ ok: true });
    expect((await posts()).map(({ valid_from, valid_to }) => [valid_from, valid_to])).toEqual([
      ['2025-03-01', '2026-06-30'],
      ['2026-07-01', '2027-06-30'],
    ]);
  });

  it('is done whole or not at all', async () => {
    const untouched = await posts();
    expect(await move('2025-02-01')).toEqual({ ok: false, reason: 'not-theirs' });
    expect(await move('2026-07-01', { orgUnitId: from.id })).toEqual({ ok: false, reason: 'same-place' });
    expect(await move('2026-07-01', { orgUnitId: newId() })).toEqual({ ok: false, reason: 'unknown-unit' });
    // A registrar of the one community reaches one end of it only.
    const role = { role: 'registrar', scopePath: from.path, scopeTree: 'territory', school: null } as const;
    const registrar = sealActor({ personId: newId(), name: '简教务', roles: [role] });
    expect(await move('2026-07-01', { actor: registrar })).toEqual({ ok: false, reason: 'out-of-scope' });
    expect(await posts()).toEqual(untouched);
    expect(await unreadNotices(db, head.personId, 1)).toEqual([]);
  });

  it('happens once where two registrars move it at once', async () => {
    const { db: one, url } = await open.withUrl();
    const other = await openDatabase(url);
    onTestFinished(() => closeDatabase(other));
    db = one;
    const places = [await community('东园社区'), await community('西园社区'), await community('南园社区')];
    const [home = places[0], ...others] = places;
    for (let turn = 0; turn < 5; turn++) {
      const { personId } = await aLearner(one);
      const post = { personId, position: 'building-head', orgUnitId: home?.id ?? '' } as const;
      const begun = await appoint(one, { actor: academy, ...post, validFrom: '2025-03-01', now });
      if (!begun.ok) throw new Error(begun.reason);
      const outcomes = await Promise.all(
        others.map(({ id: orgUnitId }, at) =>
          transferPost(at ? other : one, {
            ...{ actor: academy, personId, appointmentId: begun.appointmentId, orgUnitId },
            ...{ firstDay: '2026-12-01', now },
          }),
        ),
      );
      expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    }
  });
});

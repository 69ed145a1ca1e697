import { beforeEach, expect, it } from 'vitest';
import { formationChecks } from '#app/cli/checks/formations.server.ts';
import { confirmFormation, placeLate } from '#app/features/formation/confirming.server.ts';
import { sayGoal } from '#app/features/formation/goals.server.ts';
import { beginAnew } from '#app/features/formation/proposing.server.ts';
import { formationOf, seatingsOf } from '#app/features/formation/reading.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now, withPolicies } from '#tests/support/world.ts';
import { aFullSection, type Classroom, enters, placed, propose, seats, usual } from './classroom.ts';

describeOnBothDatabases('a proposed formation', (open) => {
  let db: Db;
  let room: Classroom;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    room = await aFullSection(db, 44);
  });

  const sectionId = () => room.section.sectionId;
  const toldOf = async (personId = '') =>
    (await unreadNotices(db, personId)).filter(({ kind }) => kind === 'formation').map(({ title }) => title);
  const confirm = () => confirmFormation(db, { actor: academy, sectionId: sectionId(), now });
  const counts = (values: Iterable<unknown>) => {
    const sizes = new Map<unknown, number>();
    for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
    return [...sizes.values()].sort();
  };
  const noBreach = async () => {
    for (const { run } of formationChecks)
      expect(await run(db, open.engine === 'sqlite' ? 'embedded' : 'server')).toBeNull();
  };

  it('divides everybody by community into two cohorts with groups, and says why', async () => {
    expect(await propose(db, room.section)).toMatchObject({ ok: true, people: 44 });
    const people = await placed(db, room.section);
    expect(counts(people.map(({ place }) => place?.cohort))).toEqual([22, 22]);
    expect(counts(people.map(({ place }) => `${place?.cohort}-${place?.group}`))).toEqual([
      5, 5, 5, 5, 6, 6, 6, 6,
    ]);
    // Eleven of each community: five and six.
    expect(counts(people.map(({ place, community }) => `${place?.cohort} ${community?.name}`))).toEqual([
      5, 5, 5, 5, 6, 6, 6, 6,
    ]);
    for (const { place, community } of people) expect(place?.reason).toContain(community?.name);
    expect((await formationOf(db, sectionId()))?.cohorts.map(({ name }) => name)).toEqual(['一班', '二班']);
    await noBreach();
  });

  it('is the same with the same seed, another with another, and follows what people said', async () => {
    await propose(db, room.section);
    const first = await seats(db, room.section);
    await propose(db, room.section, { seed: 'unused' });
    expect(await seats(db, room.section)).toEqual(first);
    expect((await formationOf(db, sectionId()))?.seed).toBe('seed-1');
    await propose(db, room.section, { seed: 'seed-2', another: true });
    expect(await seats(db, room.section)).not.toEqual(first);
    expect((await formationOf(db, sectionId()))?.seed).toBe('seed-2');
    for (const { enrolmentId, personId } of room.people.slice(0, 20))
      expect(await sayGoal(db, { enrolmentId, personId, goal: 'team', now })).toEqual({ ok: true });
    const settings = { ...usual, strategy: 'by-goal' as const };
    await propose(db, room.section, { settings });
    const team = (await placed(db, room.section)).filter(({ goal }) => goal === 'team');
    expect(counts(team.map(({ place }) => place?.cohort))).toEqual([20]);
    expect(team[0]?.place?.reason).toContain('目标“带好队伍”，和目标相同的同学在一起');
    const lines = await journalOf(db, {
      subjectType: 'formation',
      subjectId: (await formationOf(db, sectionId()))?.id ?? '',
    });
    expect(lines.map(({ action, detail }) => [action, detail.seed])).toEqual(
      ['seed-2', 'seed-2', 'seed-1', 'seed-1'].map((seed) => ['formation.proposed', seed]),
    );
  });

  it('is made once when two registrars press at once', async () => {
    const outcomes = await Promise.all([propose(db, room.section), propose(db, room.section)]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(await db.selectFrom('formation').select('id').execute()).toHaveLength(1);
    await noBreach();
  });

  it('is of nobody where nobody is', async () => {
    for (const learner of room.people) await withdraw(db, { ...learner, sectionId: sectionId(), now });
    expect(await propose(db, room.section)).toEqual({ ok: false, reason: 'nobody' });
    expect(await formationOf(db, sectionId())).toBeNull();
  });

  it('is confirmed once: everybody is told where and why, and goals stand', async () => {
    expect(await confirm()).toEqual({ ok: false, reason: 'none' });
    await propose(db, room.section);
    expect(await seatingsOf(db, sectionId())).toEqual(new Map());
    expect(await confirm()).toEqual({ ok: true, told: 44 });
    expect(await confirm()).toEqual({ ok: false, reason: 'confirmed' });
    expect(await propose(db, room.section)).toEqual({ ok: false, reason: 'confirmed' });
    const someone = (await placed(db, room.section))[0];
    const told = await unreadNotices(db, someone?.personId ?? '');
    expect(told).toHaveLength(1);
    expect(told[0]?.title).toMatch(/：你在[一二]班第 \d 组$/);
    expect(told[0]?.body).toContain(someone?.place?.reason);
    expect(told[0]?.link).toBe(`/learn/${someone?.enrolmentId}`);
    const { enrolmentId = '', personId = '' } = someone ?? {};
    expect(await sayGoal(db, { enrolmentId, personId, goal: 'team', now })).toEqual({
      ok: false,
      reason: 'confirmed',
    });
    expect((await seatingsOf(db, sectionId())).size).toBe(44);
    await noBreach();
  });

  it('takes in who comes late, moves nobody for it, and lets go who leaves', async () => {
    await propose(db, room.section);
    const late = await aLearner(db);
    const enrolmentId = await enters(db, room.section, late);
    expect(await confirm()).toEqual({ ok: false, reason: 'unplaced', people: 1 });
    const before = await seats(db, room.section);
    const place = () => placeLate(db, { actor: academy, sectionId: sectionId(), now });
    expect(await place()).toEqual({ placed: 1 });
    expect(await place()).toEqual({ placed: 0 });
    const afterwards = await seats(db, room.section);
    expect(afterwards.get(late.personId)).toMatch(/^[12]-\d$/);
    expect(new Map(afterwards).set(late.personId, null)).toEqual(before);
    await confirm();
    const [leaver] = room.people;
    if (!leaver) throw new Error('nobody');
    await withdraw(db, { ...leaver, sectionId: sectionId(), now });
    expect((await seats(db, room.section)).has(leaver.personId)).toBe(false);
    expect((await seatingsOf(db, sectionId())).size).toBe(44);
    expect((await seatingsOf(db, sectionId())).has(enrolmentId)).toBe(true);
    const again = await enters(db, room.section, leaver);
    expect(await place()).toEqual({ placed: 1 });
    expect((await seatingsOf(db, sectionId())).has(again)).toBe(true);
    expect(
      (await unreadNotices(db, leaver.personId)).filter(({ kind }) => kind === 'formation'),
    ).toHaveLength(2);
    await noBreach();
  });

  it('is begun anew with a seed of its own; the old one is kept but holds no longer', async () => {
    expect(await beginAnew(db, { actor: academy, sectionId: sectionId(), seed: 'x', now })).toBeNull();
    await propose(db, room.section);
    await confirm();
    const old = await formationOf(db, sectionId());
    const anew = { actor: academy, sectionId: sectionId(), seed: 'seed-3', now: after({ days: 1 }) };
    expect(await beginAnew(db, anew)).toMatchObject({ ok: true, people: 44 });
    const fresh = await formationOf(db, sectionId());
    expect(fresh).toMatchObject({ seed: 'seed-3', confirmedAt: null, settings: usual });
    expect(fresh?.id).not.toBe(old?.id);
    expect(await seatingsOf(db, sectionId())).toEqual(new Map());
    const [latest] = await toldOf(room.people[0]?.personId);
    expect(latest).toMatch(/正在重新分班/);
    // Nobody had been told of this one.
    expect(await beginAnew(db, { ...anew, seed: 'seed-4' })).toMatchObject({ ok: true });
    expect(await toldOf(room.people[0]?.personId)).toHaveLength(2);
    const all = await db.selectFrom('formation').select(['id', 'active']).execute();
    expect(all).toHaveLength(3);
    await noBreach();
  });
});

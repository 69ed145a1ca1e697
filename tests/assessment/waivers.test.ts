import { beforeEach, expect, it } from 'vitest';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { personRecord } from '#app/features/assessment/statement.server.ts';
import { waiverForm } from '#app/features/assessment/waiver.schema.ts';
import { waiversOf, waiversPage } from '#app/features/assessment/waivers.server.ts';
import { endWaiver, waive } from '#app/features/assessment/waiving.server.ts';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import policyFile from '#content/policies/leadership-2026.json';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now, withPolicies } from '#tests/support/world.ts';
import { aPlace, type Place, somebody } from './record.ts';

const today = '2026-11-22';

describeOnBothDatabases('a waiver', (open) => {
  let db: Db;
  let east: Place;
  let west: Place;
  let head: string;
  let admin: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    const { code, version, title, validFrom } = policyFile;
    const policy = { kind: 'leadership' as const, code, version, title, validFrom, validTo: null };
    await publishPolicy(db, { policy: { ...policy, content: policyFile }, now });
    east = await aPlace(db, null, 'community', '东园社区');
    west = await aPlace(db, null, 'community', '西园社区');
    head = await somebody(db, '安如山', [['building-head', east]]);
    admin = await somebody(db, '管小事', [['community-worker', east]]);
  });

  const acting = (personId: string, ...roles: [Role, Place | null][]): Actor =>
    sealActor({
      personId,
      name: '管小事',
      roles: roles.map(([role, place]) => ({
        ...{ role, scopePath: place?.path ?? null, scopeTree: null, school: null },
      })),
    });
  const wanted = {
    ruleKey: 'project-course',
    reason: '带过三年同类项目',
    validFrom: today,
    validTo: '2026-12-31',
  } as const;
  const waiveAs = (actor: Actor, personId = head) => waive(db, { actor, personId, ...wanted, now });
  const rule = async (day = today) => {
    const record = await personRecord(db, { personId: head, year: 2026, today, also: day });
    const check = record && (await leadershipCheck(db, { record, day }));
    return check?.rules.find(({ key }) => key === 'project-course');
  };

  it('stands beside the rule with who and why for as long as it lasts, and the rule is still not met', async () => {
    expect(await rule()).toMatchObject({ met: false, waived: null });
    expect((await waiveAs(acting(admin, ['academy-admin', null]))).ok).toBe(true);
    expect(await rule()).toMatchObject({
      met: false,
      waived: { reason: '带过三年同类项目', byName: '管小事', validTo: '2026-12-31' },
    });
    expect(await rule('2026-12-31')).toMatchObject({ waived: { byName: '管小事' } });
    for (const day of ['2026-11-21', '2027-01-01']) expect(await rule(day)).toMatchObject({ waived: null });
  });

  it('is told to the person and noted', async () => {
    await waiveAs(acting(admin, ['academy-admin', null]));
    expect((await unreadNotices(db, head)).map(({ title, body }) => [title, body])).toEqual([
      [
        '领办项目的一条要求给你豁免了',
        '“三年内结业过创投课”从 2026年11月22日到 2026年12月31日不作要求。理由：带过三年同类项目',
      ],
    ]);
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: head });
    expect(line).toMatchObject({
      action: 'waiver.granted',
      actorId: admin,
      detail: { reason: wanted.reason },
    });
  });

  it('is given by the administration of that part of the academy, never for oneself and never by an assessor', async () => {
    expect(await waiveAs(acting(admin, ['registrar', null]))).toEqual({ ok: false, reason: 'not-found' });
    expect(await waiveAs(acting(admin, ['academy-admin', west]))).toEqual({ ok: false, reason: 'not-found' });
    expect(await waiveAs(acting(admin, ['academy-admin', null]), admin)).toEqual({
      ok: false,
      reason: 'own',
    });
    const both = acting(admin, ['academy-admin', null], ['assessor', west]);
    expect(await waiveAs(both)).toEqual({ ok: false, reason: 'assessor' });
    expect(await waiversOf(db, head)).toEqual([]);
    expect((await waiveAs(acting(admin, ['academy-admin', east]))).ok).toBe(true);
  });

  it('is one at a time for each rule, also when two give it at once', async () => {
    const actor = acting(admin, ['academy-admin', null]);
    const both = await Promise.all([waiveAs(actor), waiveAs(actor)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await waiversOf(db, head)).toHaveLength(1);
    const next = { ...wanted, validFrom: '2027-01-01', validTo: '2027-02-01' };
    expect((await waive(db, { actor, personId: head, ...next, now })).ok).toBe(true);
  });

  it('can be taken back once, with the reason, and be given again', async () => {
    const actor = acting(admin, ['academy-admin', null]);
    const given = await waiveAs(actor);
    const waiverId = given.ok ? given.waiverId : '';
    const end = { actor, personId: head, waiverId, reason: '项目换了人', now: after({ hours: 1 }) };
    expect(await endWaiver(db, { ...end, personId: admin })).toEqual({ ok: false, reason: 'own' });
    expect(await endWaiver(db, { ...end, waiverId: head })).toEqual({ ok: false, reason: 'not-found' });
    const both = await Promise.all([endWaiver(db, end), endWaiver(db, end)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rule()).toMatchObject({ waived: null });
    expect(await waiversOf(db, head)).toMatchObject([{ ended: { byName: '管小事', reason: '项目换了人' } }]);
    expect((await unreadNotices(db, head))[0]?.title).toBe('领办项目的一条豁免收回了');
    expect((await waiveAs(actor)).ok).toBe(true);
  });

  it('is listed for the part of the academy that somebody administers', async () => {
    await waiveAs(acting(admin, ['academy-admin', null]));
    const listed = async (...roles: [Role, Place | null][]) =>
      (await waiversPage(db, { actor: acting(admin, ...roles), onDay: today, page: 1 })).waivers.map(
        ({ personName }) => personName,
      );
    expect(await listed(['academy-admin', null])).toEqual(['安如山']);
    expect(await listed(['academy-admin', east])).toEqual(['安如山']);
    expect(await listed(['academy-admin', west])).toEqual([]);
    expect(await listed(['registrar', null])).toEqual([]);
  });

  it('has a reason and an end within reach', () => {
    const form = {
      rule: 'project-course',
      reason: '带过三年同类项目',
      validFrom: today,
      validTo: '2026-12-31',
    };
    const problems = (changes: Record<string, string>) =>
      waiverForm(today)
        .safeParse({ ...form, ...changes })
        .error?.issues.map(({ message }) => message) ?? [];
    expect(problems({})).toEqual([]);
    expect(problems({ reason: '好' })).toEqual(['请把理由写清楚，至少 4 个字。']);
    expect(problems({ rule: 'x' })).toEqual(['请选一条要求。']);
    expect(problems({ validTo: '2026-11-21' })).toEqual(['豁免到哪一天不能是过去的日子。']);
    expect(problems({ validFrom: '2027-01-02' })).toEqual(['最后一天不能早于第一天。']);
    expect(problems({ validFrom: '-1', validTo: '2099-01-01' })).toEqual([
      '请填从哪一天起，格式像 2026-11-22。',
    ]);
    expect(problems({ validTo: '2028-11-22' })).toEqual(['一次最多豁免 400 天，到期再看要不要续。']);
  });
});

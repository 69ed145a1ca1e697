import { beforeEach, expect, it } from 'vitest';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { reaches } from '#app/features/assessment/scope.server.ts';
import { personRecord } from '#app/features/assessment/statement.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import type { Looking } from '#app/features/overview/looking.schema.ts';
import { scopeOverview } from '#app/features/overview/people.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { exempt } from '#tests/support/exempting.ts';
import { now, withPolicies } from '#tests/support/world.ts';

const today = '2026-11-22';

describeOnBothDatabases('the people of an assessor', (open) => {
  let db: Db;
  let ruleVersionId: string;
  let street: Place;
  let east: Place;
  let estate: Place;
  let west: Place;
  let party: Place;
  let people: Record<'an' | 'bai' | 'cao' | 'deng' | 'fang' | 'gone', string>;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    street = await aPlace(db, null, 'street', '方圆街道');
    east = await aPlace(db, street, 'community', '东园社区');
    estate = await aPlace(db, east, 'xiaoqu', '东园里');
    west = await aPlace(db, street, 'community', '西园社区');
    party = await aPlace(db, null, 'party-committee', '东园社区党委', 'party');
    people = {
      an: await somebody(db, '安如山', [
        ['building-head', estate],
        ['volunteer', east],
        ['party-member', party],
      ]),
      bai: await somebody(db, '白小河', [['building-head', west]]),
      cao: await somebody(db, '曹阿暖', [['resident', estate]]),
      deng: await somebody(db, '邓大方', [['party-member', party]]),
      fang: await somebody(db, '方且静', []),
      gone: await somebody(db, '高已去', [['building-head', east, { validTo: '2026-06-30' }]]),
    };
  });

  const seen = (actor: Actor, { on = today, ...asked }: Partial<Looking> = {}) =>
    scopeOverview(db, {
      actor,
      moment: momentOf({ on }, today),
      asked: { q: '', page: 1, result: null, position: null, community: null, ...asked },
    });
  const names = async (actor: Actor, q = '', on = today) =>
    (await seen(actor, { q, on })).people.map(({ name }) => name);
  const of = (...places: (Place | null)[]) => assessorOf(people.fang, places);

  it('are those of the scope, each once however many posts they hold', async () => {
    expect(await names(of(east))).toEqual(['安如山', '曹阿暖']);
    expect(await names(of(street))).toEqual(['安如山', '白小河', '曹阿暖']);
    expect(await names(of(party))).toEqual(['安如山', '邓大方']);
    expect((await seen(of(east))).total).toBe(2);
    expect((await seen(of(east))).people[0]?.posts.map(({ unitName }) => unitName).sort()).toEqual(
      ['东园里', '东园社区', '东园社区党委'].sort(),
    );
  });

  async function mayAssess({ actor, personId, onDay }: { actor: Actor; personId: string; onDay: string }) {
    const record = await personRecord(db, { personId, year: Number(onDay.slice(0, 4)), today: onDay });
    return record !== null && reaches(actor, record.posts, onDay);
  }

  it('are those of every scope that the assessor has', async () => {
    expect(await names(of(west, estate))).toEqual(['安如山', '白小河', '曹阿暖']);
    expect(await names(of(east, party))).toEqual(['安如山', '曹阿暖', '邓大方']);
    expect(await names(of(estate, east, street))).toEqual(['安如山', '白小河', '曹阿暖']);
    expect((await seen(of(east, party))).total).toBe(3);
    expect(await names(of(west, party), 'deng')).toEqual(['邓大方']);
    expect(await names(of(west, null))).toHaveLength(6);
  });

  it('are nobody without a scope, whatever other roles are held', async () => {
    const registrar = { ...of(null), roles: [{ ...of(null).roles[0], role: 'registrar' }] } as Actor;
    for (const actor of [of(), registrar]) {
      expect(await seen(actor)).toMatchObject({ people: [], total: 0 });
      for (const personId of Object.values(people))
        expect(await mayAssess({ actor, personId, onDay: today })).toBe(false);
    }
  });

  it('are the same whom the assessor may open', async () => {
    const scopes = [of(east), of(west), of(party), of(west, party), of(estate, west), of(null)];
    for (const actor of scopes) {
      const listed = new Set((await seen(actor)).people.map(({ personId }) => personId));
      for (const personId of Object.values(people))
        expect(await mayAssess({ actor, personId, onDay: today })).toBe(listed.has(personId));
    }
  });

  it('belong by their posts of the day', async () => {
    const actor = of(east);
    const gone = { actor, personId: people.gone };
    expect(await mayAssess({ ...gone, onDay: '2026-06-30' })).toBe(true);
    expect(await mayAssess({ ...gone, onDay: '2026-07-01' })).toBe(false);
  });

  it('stand in the order of names, never of credits', async () => {
    await earn(db, { personId: people.cao, amount: 1_600, ruleVersionId });
    await earn(db, { personId: people.bai, amount: 4_000, ruleVersionId });
    expect(await names(of(street))).toEqual(['安如山', '白小河', '曹阿暖']);
    await earn(db, { personId: people.an, amount: 9_000, ruleVersionId });
    expect(await names(of(street))).toEqual(['安如山', '白小河', '曹阿暖']);
  });

  it('show what their year’s standing says', async () => {
    await earn(db, { personId: people.an, amount: 1_600, ruleVersionId });
    await earn(db, { personId: people.bai, amount: 1_300, ruleVersionId });
    const exemption = { year: 2026, position: 'party-member', reason: '病假', now } as const;
    await exempt(db, { ...exemption, actor: of(null), personId: people.deng });
    const found = await seen(of(street, party));
    for (const person of found.people) {
      const standing = await yearStanding(db, person.personId, { year: 2026, today });
      expect(person.status).toBe(standing.status);
      expect(person.schemes).toEqual(
        standing.standings
          .filter(({ required }) => required > 0)
          .map(({ title, position, status, required, counted, missing }) => ({
            ...{ title, position, status, required, counted, missing },
          })),
      );
    }
    const status = (personId: string) => found.people.find((one) => one.personId === personId)?.status;
    expect([people.an, people.bai, people.cao, people.deng].map(status)).toEqual([
      'not-met',
      'nearly',
      'no-scheme',
      'exempt',
    ]);
  });

  it('come in pages', async () => {
    for (let index = 0; index < 51; index++) await somebody(db, '佟小页', [['resident', west]]);
    const first = await seen(of(west));
    expect([first.people.length, first.total, first.pages]).toEqual([50, 52, 2]);
    const second = await seen(of(west), { page: 2 });
    expect(second.people).toHaveLength(2);
    const ids = [...first.people, ...second.people].map(({ personId }) => personId);
    expect(new Set(ids).size).toBe(52);
  });

  it('are those of the day, with what they were then', async () => {
    const actor = of(east);
    expect(await names(actor, '', '2026-06-30')).toEqual(['安如山', '曹阿暖', '高已去']);
    expect(await names(actor, '', '2026-07-01')).toEqual(['安如山', '曹阿暖']);
    const gone = (await seen(actor, { on: '2026-06-30' })).people.find(({ name }) => name === '高已去');
    expect(gone?.posts).toEqual([{ position: 'building-head', unitName: '东园社区' }]);
    expect(await names(actor, '', '2023-12-31')).toEqual([]);
  });

  it('belong to units as they stood on the day', async () => {
    await db.updateTable('org_unit').set({ valid_to: '2026-08-31' }).where('id', '=', estate.id).execute();
    const actor = of(east);
    expect(await names(actor, '', '2026-08-31')).toContain('曹阿暖');
    expect(await names(actor, '', '2026-09-01')).not.toContain('曹阿暖');
    expect(await mayAssess({ actor, personId: people.cao, onDay: '2026-08-31' })).toBe(true);
    expect(await mayAssess({ actor, personId: people.cao, onDay: '2026-09-01' })).toBe(false);
    expect((await seen(actor, { on: '2026-08-31' })).people[1]?.posts[0]?.unitName).toBe('东园里');
  });

  it('are narrowed by position and by community, each by one post within the scope', async () => {
    expect(await filtered(of(street), { position: 'building-head' })).toEqual(['安如山', '白小河']);
    expect(await filtered(of(street), { position: 'party-member' })).toEqual([]);
    expect(await filtered(of(null), { position: 'party-member' })).toEqual(['安如山', '邓大方']);
    expect(await filtered(of(street), { community: west.id })).toEqual(['白小河']);
    expect(await filtered(of(street), { community: east.id, position: 'volunteer' })).toEqual(['安如山']);
    expect((await seen(of(street))).communities.map(({ name }) => name)).toEqual(['东园社区', '西园社区']);
    expect((await seen(of(party))).communities).toEqual([]);
    // A community outside the scope narrows nothing: it is none of theirs.
    expect(await filtered(of(east), { community: west.id })).toEqual(['安如山', '曹阿暖']);
  });

  it('are narrowed and counted by the published result', async () => {
    expect(await seen(of(street))).toMatchObject({ counts: {}, until: null });
    await earn(db, { personId: people.bai, amount: 1_300, ruleVersionId });
    await reckonYears(db, { now });
    const found = await seen(of(street));
    expect(found.counts).toEqual({ 'not-met': 1, nearly: 1, 'no-scheme': 1 });
    expect(found.until).toBe(now.toISOString());
    expect(await filtered(of(street), { result: 'nearly' })).toEqual(['白小河']);
    expect(await filtered(of(street), { result: 'no-scheme' })).toEqual(['曹阿暖']);
    expect(await filtered(of(east), { result: 'nearly' })).toEqual([]);
    expect((await seen(of(null))).counts).toEqual({ 'not-met': 2, nearly: 1, 'no-scheme': 3 });
  });

  async function filtered(actor: Actor, asked: Partial<Looking>): Promise<string[]> {
    const found = await seen(actor, asked);
    expect(found.total).toBe(found.people.length);
    return found.people.map(({ name }) => name);
  }
});

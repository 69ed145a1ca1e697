import { beforeEach, expect, it } from 'vitest';
import { appoint, peopleInScope } from '#app/features/identity/people.server.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aPerson, aUnit, now } from './support.ts';

const onDay = '2026-11-22';

describeOnBothDatabases('people of a scope', (open) => {
  let db: Db;
  let paths: Record<'street' | 'east' | 'party', string>;

  beforeEach(async () => {
    db = await open();
    const street = await aUnit(db, null, 'street', '方圆街道');
    const east = await aUnit(db, street.id, 'community', '东园社区');
    const west = await aUnit(db, street.id, 'community', '西园社区');
    const party = await aUnit(db, null, 'party-committee', '东园社区党委', 'party');
    paths = { street: street.path, east: east.path, party: party.path };
    await resident('learner', '温如玉', [east.id]);
    await resident('w2', '温如雪', [east.id]);
    await resident('w3', '曾晓雨', [west.id]);
    await resident('w4', '单建国', [west.id, party.id]);
  });

  async function resident(username: string, name: string, units: string[]): Promise<void> {
    const personId = await aPerson(db, { username, name });
    const posts: Position[] = ['building-head', 'volunteer'];
    for (const orgUnitId of units) {
      for (const position of posts) {
        await appoint(db, { actor: academy, personId, position, orgUnitId, validFrom: '2026-01-01', now });
      }
    }
  }

  const search = (more: object) => peopleInScope(db, { scopePath: paths.street, onDay, ...more });
  const names = async (more: object) => (await search(more)).people.map(({ name }) => name);

  it('are each listed once, in the order of their names', async () => {
    expect(await names({})).toEqual(['单建国', '温如雪', '温如玉', '曾晓雨']);
    expect(await names({ scopePath: null })).toEqual(['单建国', '温如雪', '温如玉', '曾晓雨']);
    expect(await names({ scopePath: paths.east })).toEqual(['温如雪', '温如玉']);
    expect(await names({ scopePath: paths.party })).toEqual(['单建国']);
    expect(await names({ onDay: '2025-12-31' })).toEqual([]);
  });

  it.each([
    ['温如', ['温如雪', '温如玉']],
    ['wenru', ['温如雪', '温如玉']],
    ['WRY', ['温如玉']],
    ['Learn', ['温如玉']],
    ['zeng', ['曾晓雨']],
    ['单', ['单建国']],
    ['如玉', []],
    ['%', []],
    ["'; drop table person", []],
  ])('are found by %s', async (q, wanted) => {
    expect(await names({ q })).toEqual(wanted);
    expect(await names({ q, scopePath: null })).toEqual(wanted);
  });

  it('come page by page, and a page too far is the last one', async () => {
    const second = await search({ page: 2, pageSize: 3 });
    expect(second).toMatchObject({ total: 4, page: 2, pages: 2, people: [{ name: '曾晓雨' }] });
    expect((await search({ page: 99, pageSize: 3 })).page).toBe(2);
  });
});

import { expect, it, onTestFinished } from 'vitest';
import { describeOn } from '#tests/support/database.ts';
import { aCrowd, breachesOf, type Chosen, choose, nth } from './crowd.ts';

describeOn('mariadb', 'a seat whose lock somebody keeps', (open) => {
  it('is answered with “come back later”, as JSON and as a page, and given when it is free', {
    timeout: 90_000,
  }, async () => {
    const database = await open.withUrl();
    const address = new URL(database.url);
    address.searchParams.set('lockWaitSeconds', '1');
    const crowd = await aCrowd({
      database: { ...database, url: address.href },
      people: 3,
      sections: 1,
      seats: 3,
    });
    onTestFinished(() => crowd.stop());
    const section = nth(crowd.sections, 0);
    const [first, second, third] = [nth(crowd.people, 0), nth(crowd.people, 1), nth(crowd.people, 2)];
    await crowd.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('seat_count')
        .set((eb) => ({ taken: eb.ref('taken') }))
        .where('section_id', '=', section)
        .execute();
      const [asJson, asPage] = await Promise.all([
        choose(first, section),
        second.post(`/sections/${section}/enrolment`, {}),
      ]);
      expect([asJson.status, asJson.headers['retry-after']]).toEqual([503, '5']);
      expect(asJson.json()).toMatchObject({ error: { code: 'unavailable' } });
      expect([asPage.status, asPage.headers['retry-after']]).toEqual([503, '5']);
      expect(asPage.text).toContain('请过一分钟再试');
    });
    for (const who of [first, second, third])
      expect((await choose(who, section)).json<Chosen>().outcome).toBe('enrolled');
    expect(await breachesOf(crowd)).toBe('');
  });
});

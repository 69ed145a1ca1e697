import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetWorkers, signOn } from '#app/features/recordings/film-workers.server.ts';
import { queueProcessing } from '#app/features/recordings/processing.server.ts';
import { claimFilm } from '#app/features/recordings/processing-claims.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aRecording } from './academy.ts';
import { FilmShop, later, now } from './film-shop.ts';

describeOnBothDatabases('a film among several workers', (open) => {
  let db: Db;
  let shop: FilmShop;
  const path = process.env.PATH;
  beforeEach(async () => {
    db = await open();
    shop = await FilmShop.open(db);
    const recordingId = await aRecording(db, shop.taught.courseId, { published: false });
    await db.transaction().execute((trx) => queueProcessing(trx, { recordingId, now }));
  });
  afterEach(async () => {
    process.env.PATH = path;
    await shop.close();
  });
  const claim = (at: Date, hasFfmpeg = true) => claimFilm(db, { worker: 'one', hasFfmpeg, now: at });

  it('is left alone by a machine without ffmpeg while one that has it is heard of', async () => {
    const signs = (minutes: number) => signOn(db, { worker: 'able', hasFfmpeg: true, now: later(minutes) });
    await signOn(db, { worker: 'one', hasFfmpeg: false, now });
    await signs(0);
    await signs(0.3);
    expect(await claim(later(9), false)).toBeNull();
    await signs(9);
    expect([await claim(later(18), false), (await claim(later(18)))?.tries]).toEqual([null, 1]);
    // Its worker is killed; whoever cannot go on leaves it to whoever can.
    expect(await claim(later(18.9), false)).toBeNull();
    await signs(19);
    expect([await claim(later(28), false), await claim(later(29), false)]).toEqual([
      null,
      expect.objectContaining({ tries: 2 }),
    ]);
    await forgetWorkers(db, later(24 * 60 + 9));
    const known = await db.selectFrom('film_worker').select('id').execute();
    expect(known).toEqual([{ id: 'able' }]);
  });

  it('is not taken by a machine without ffmpeg before it has listened for others', async () => {
    process.env.PATH = '';
    expect(await shop.work({ at: later(5), since: later(4.6) })).toBe(false);
    expect(await shop.work({ at: later(5), since: later(4.4) })).toBe(true);
  });
});

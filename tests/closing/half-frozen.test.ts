import { beforeEach, expect, it } from 'vitest';
import { lockYear } from '#app/features/closing/closings.server.ts';
import { loader as list } from '#app/features/closing/pages/admin-year-people.tsx';
import { loader as paper } from '#app/features/closing/pages/year-pdf.ts';
import { loader as sheet } from '#app/features/closing/pages/year-xlsx.ts';
import type { Db } from '#db/database.ts';
import { askPage, signedInAs } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { advance, aYear, headWith, later, must, type SmallYear, shown, YEAR } from './year.ts';

describeOnBothDatabases('a year that is being frozen', (open) => {
  let db: Db;
  let year: SmallYear;
  beforeEach(async () => {
    db = await open();
    year = await aYear(db);
    for (const name of ['安如山', '白小河', '曹阿暖']) await headWith(year, name, 800);
    await shown(year);
  });

  it('hands out no half of itself, neither as a list nor as a file', async () => {
    const cookie = await signedInAs(db, 'registrar');
    const statusOf = async () => {
      const found: number[] = [];
      for (const loader of [list, paper, sheet])
        found.push((await askPage(db, loader, '/', { cookie, params: { year: String(YEAR) } })).status);
      return found;
    };
    must(await lockYear(db, { actor: year.registrars[0], year: YEAR, now: later }));
    expect(await statusOf()).toEqual([409, 409, 409]);
    await advance(db, later);
    expect(await statusOf()).toEqual([200, 200, 200]);
  });
});

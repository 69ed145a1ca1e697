import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { reverseCredit } from '#app/features/credits/ledger.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { JournalUnwritable } from '#app/features/journal/journal.server.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { aDesk } from '#tests/adjustments/desk.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { advance, aYear, headWith, january, later, shown, until, YEAR } from '#tests/closing/year.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';

describeOnBothDatabases('where the journal takes no line, of credits and years', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const away = () =>
    db.executeQuery(
      CompiledQuery.raw(
        open.engine === 'sqlite'
          ? "create trigger away before insert on journal_entry begin select raise(abort, 'away'); end"
          : "create trigger away before insert on journal_entry for each row signal sqlstate '45000' set message_text = 'away'",
      ),
    );
  /** Every row of every table. */
  const everything = async () => {
    const all: Record<string, unknown> = {};
    for (const { name } of await tableShapes(engineNamed(open.engine))) {
      const { rows } = await db.executeQuery(CompiledQuery.raw(`select * from ${name}`));
      all[name] = rows;
    }
    return all;
  };
  const refusedAll = async (deeds: Record<string, () => Promise<unknown>>) => {
    await away();
    const before = await everything();
    for (const [name, deed] of Object.entries(deeds)) {
      const outcome = await deed().catch((error: unknown) => error);
      expect([name, outcome instanceof JournalUnwritable]).toEqual([name, true]);
      expect([name, await everything()]).toEqual([name, before]);
    }
  };

  it('nothing is posted, taken back, proposed or granted', async () => {
    const desk = await aDesk(db, open.engine);
    const proposed = await desk.propose();
    const entryId = await desk.entryOf(300);
    const takingBack = await desk.proposeBack(entryId);
    const { learner, reviewer } = desk;
    await refusedAll({
      'posting what was confirmed': () => desk.confirm(proposed),
      'posting a correction': () => desk.confirm(takingBack),
      reversing: () => reverseCredit(db, { actor: reviewer.actor, entryId, reason: '记错了', now }),
      proposing: () => desk.propose(50, { title: '另一次观摩' }),
      'a refused grant': () =>
        grantRole(db, {
          ...{ actor: reviewer.actor, personId: learner.personId, role: 'auditor' },
          ...{ validFrom: '2026-11-22', now },
        }),
      granting: () =>
        grantRole(db, {
          ...{ actor: academy, personId: learner.personId, role: 'registrar' },
          ...{ validFrom: '2026-11-22', now },
        }),
    });
  });

  it('no year is counted, shown or closed', async () => {
    const year = await aYear(db);
    await headWith(year, '楼长甲', 1_800);
    const [actor] = year.registrars;
    const about = { actor, year: YEAR };
    await previewYear(db, { ...about, now: january });
    await advance(db, january);
    await refusedAll({
      counting: () => previewYear(db, { ...about, now: january }),
      showing: () => openConfirmation(db, { ...about, untilDay: until, now: january }),
    });
  });

  it('no year is locked, so nothing of it is frozen', async () => {
    const year = await aYear(db);
    await headWith(year, '楼长甲', 1_800);
    await shown(year);
    await refusedAll({ locking: () => lockYear(db, { actor: year.registrars[0], year: YEAR, now: later }) });
    await advance(db, later);
    expect(await db.selectFrom('frozen_statement').selectAll().execute()).toEqual([]);
  });
});

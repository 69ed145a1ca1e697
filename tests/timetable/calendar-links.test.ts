import { beforeEach, expect, it } from 'vitest';
import {
  calendarLinkOf,
  endCalendarLink,
  makeCalendarLink,
  personOfToken,
} from '#app/features/timetable/calendar-links.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now } from '#tests/support/world.ts';

describeOnBothDatabases('a calendar link', (open) => {
  let db: Db;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    learner = await aLearner(db);
  });
  const make = (at = now) => makeCalendarLink(db, { actor: learner.actor, now: at });

  it('opens the calendar of whom it belongs to, and is kept nowhere', async () => {
    const { token } = await make();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await personOfToken(db, token)).toBe(learner.personId);
    expect(await calendarLinkOf(db, learner.personId)).toMatchObject({ createdAt: now.toISOString() });
    const written = JSON.stringify([
      await db.selectFrom('calendar_link').selectAll().execute(),
      await db.selectFrom('journal_entry').selectAll().execute(),
    ]);
    expect(written).not.toContain(token);
    expect(written).toContain('calendar-link.made');
  });

  it('ends when another is made, and is one of its kind', async () => {
    const first = await make();
    const second = await make(after({ days: 1 }));
    expect(await personOfToken(db, first.token)).toBeNull();
    expect(await personOfToken(db, second.token)).toBe(learner.personId);
    const other = await aLearner(db);
    const theirs = await makeCalendarLink(db, { actor: other.actor, now });
    expect(await personOfToken(db, theirs.token)).toBe(other.personId);
    expect(await personOfToken(db, second.token)).toBe(learner.personId);
  });

  it('is one also when several are made in the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => make()));
    const working = await Promise.all(made.map(({ token }) => personOfToken(db, token)));
    expect(working.filter(Boolean)).toEqual([learner.personId]);
  });

  it('can be ended, once, and opens nothing from then on', async () => {
    expect(await endCalendarLink(db, { actor: learner.actor, now })).toEqual({ ok: false });
    const { token } = await make();
    const end = () => endCalendarLink(db, { actor: learner.actor, now: after({ hours: 1 }) });
    expect([await end(), await end()]).toEqual([{ ok: true }, { ok: false }]);
    expect([await personOfToken(db, token), await calendarLinkOf(db, learner.personId)]).toEqual([
      null,
      null,
    ]);
    const row = await db.selectFrom('calendar_link').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ active: null, ended_at: after({ hours: 1 }).toISOString() });
    const { rows } = { rows: await db.selectFrom('journal_entry').select('action').execute() };
    expect(rows.filter(({ action }) => action === 'calendar-link.ended')).toHaveLength(1);
  });

  it('is no other text, however alike', async () => {
    const { token } = await make();
    const row = await db.selectFrom('calendar_link').selectAll().executeTakeFirstOrThrow();
    for (const wrong of ['', token.slice(1), `${token}A`, token.toUpperCase(), row.token_hash, "' or 1=1 --"])
      expect(await personOfToken(db, wrong)).toBeNull();
  });

  it('is nothing for the academy itself', async () => {
    await expect(makeCalendarLink(db, { actor: academy, now })).rejects.toThrow();
  });
});

import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { endAccount } from '#app/features/identity/closed-accounts.server.ts';
import { revokeRole } from '#app/features/identity/grants.server.ts';
import { forgetUnheld } from '#app/features/identity/last-sign-in.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { loader as page } from '#app/features/sign-in/pages/unused-accounts.tsx';
import { sealActor } from '#app/lib/actor.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { lastSignIn } from '#db/migrations/0062_last_sign_in.ts';
import { olderLines } from '#db/migrations/0063_older_lines.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask } from './visits.ts';

const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

describeOnBothDatabases('rights that nobody uses', (open) => {
  let db: Db;
  let asGuard: string;
  beforeEach(async () => {
    db = await open();
    asGuard = await guardOver(null);
  });

  /** A security administrator of the academy or of a part, who has just signed in. */
  async function guardOver(unitId: string | null): Promise<string> {
    const guard = await aPerson(db);
    await aGrant(db, guard, 'security-admin', unitId, ago(400));
    await withFactor(db, guard);
    return cookieOf(db, guard);
  }
  async function aHolder(
    name: string,
    { role = 'registrar', since = 400, seen }: { role?: Role; since?: number; seen?: number } = {},
  ) {
    const personId = await aPerson(db, { name });
    await aGrant(db, personId, role, null, ago(since));
    if (seen !== undefined) await cookieOf(db, personId, ago(seen));
    return personId;
  }
  const listed = async (cookie = asGuard) =>
    (await ask(db, page, '/admin/sign-in/unused', { cookie })).data as {
      accounts: { name: string; day: string; hasCome: boolean }[];
      total: number;
    };

  it('are those of whoever has not signed in for ninety days, or never since they were given', async () => {
    await aHolder('安很久', { seen: 91 });
    await aHolder('安刚好', { seen: 90 });
    await aHolder('安从未', { since: 91 });
    await aHolder('安新来', { since: 89 });
    await aPerson(db, { name: '安学员' });
    const { accounts, total } = await listed();
    expect(total).toBe(2);
    expect(accounts.map(({ name, day, hasCome }) => [name, day, hasCome])).toEqual([
      ['安很久', addDays(dayOf(now), -91), true],
      ['安从未', addDays(dayOf(now), -91), false],
    ]);
  });

  it('are used again by signing in, and gone when they end', async () => {
    const back = await aHolder('安回来', { seen: 200 });
    const ended = await aHolder('安结束', { seen: 200, role: 'liaison' });
    expect((await listed()).total).toBe(2);
    await cookieOf(db, back, ago(100));
    expect((await listed()).accounts).toMatchObject([{}, { day: addDays(dayOf(now), -100) }]);
    await cookieOf(db, back);
    const [grant] = await db.selectFrom('role_grant').select('id').where('person_id', '=', ended).execute();
    await revokeRole(db, { actor: academy, personId: ended, grantId: grant?.id ?? '', now });
    expect(await listed()).toMatchObject({ accounts: [], total: 0 });
  });

  it('count anew where all that was held had ended, and not beside another', async () => {
    const held = await aHolder('安还有', { seen: 120 });
    const again = await aHolder('安再来', { seen: 120, role: 'liaison' });
    await db
      .updateTable('role_grant')
      .set({ valid_to: '2021-01-01' })
      .where('person_id', '=', again)
      .execute();
    await aGrant(db, held, 'liaison', null, ago(10));
    await aGrant(db, again, 'registrar', null, ago(95));
    expect((await listed()).accounts.map(({ name, hasCome }) => [name, hasCome])).toEqual([
      ['安还有', true],
      ['安再来', false],
    ]);
    await forgetUnheld(db, now);
    expect((await listed()).total).toBe(2);
    await db.updateTable('role_grant').set({ valid_to: '2021-01-01' }).execute();
    await forgetUnheld(db, now);
    expect(await db.selectFrom('last_sign_in').selectAll().execute()).toEqual([]);
  });

  it('are shown as far as the security administrator reaches', async () => {
    const { id: home } = await aUnit(db, null, 'street', '方兴');
    const { id: other } = await aUnit(db, null, 'street', '别处');
    for (const [name, orgUnitId] of [
      ['安这里', home],
      ['安那里', other],
    ] as const) {
      const personId = await aHolder(name);
      await appoint(db, {
        actor: academy,
        personId,
        position: 'resident',
        orgUnitId,
        validFrom: '2020-01-01',
        source: '测试',
        now,
      });
    }
    expect((await listed(await guardOver(home))).accounts).toMatchObject([{ name: '安这里' }]);
    expect((await listed()).total).toBe(2);
  });

  it('keep no day of a closed account', async () => {
    const personId = await aHolder('安注销', { seen: 3 });
    await inTransaction(db, (trx) => endAccount(trx, { personId, keepUntil: '2030-01-01', now }));
    expect(
      await db.selectFrom('last_sign_in').select('day').where('person_id', '=', personId).execute(),
    ).toEqual([]);
  });

  it('are known of the time before from the journal and from what is open', async () => {
    const personId = await aHolder('安以前', { seen: 40 });
    const writer = await aHolder('安做事');
    await writeJournal(db, {
      actor: sealActor({ personId: writer, name: '教务', roles: [] }),
      action: 'role.granted',
      subjectType: 'person',
      subjectId: personId,
      detail: {},
      now: ago(50),
    });
    await db.schema.dropTable('last_sign_in').execute();
    const run = async (statement: string) => void (await db.executeQuery(CompiledQuery.raw(statement)));
    await lastSignIn.up({
      table: (name: string) =>
        run(
          `create table ${name} (person_id varchar(36) primary key, day varchar(10) not null, has_come integer not null)`,
        ),
      run,
    } as never);
    const rows = await db
      .selectFrom('last_sign_in')
      .selectAll()
      .where('person_id', 'in', [personId, writer])
      .execute();
    expect(new Map(rows.map(({ person_id: id, day }) => [id, day]))).toEqual(
      new Map([
        [personId, ago(40).toISOString().slice(0, 10)],
        [writer, ago(50).toISOString().slice(0, 10)],
      ]),
    );
  });

  it('count from the right for whoever has not come since it was given', async () => {
    const personId = await aHolder('安早来', { since: 30, seen: 200 });
    const since = await aHolder('安又来', { since: 30, seen: 20 });
    const day = (days: number) => ago(days).toISOString().slice(0, 10);
    const seen = (who: string, days: number) =>
      db
        .updateTable('last_sign_in')
        .set({ day: day(days), has_come: 1 })
        .where('person_id', '=', who)
        .execute();
    await seen(personId, 30);
    await seen(since, 20);
    const run = async (statement: string) => void (await db.executeQuery(CompiledQuery.raw(statement)));
    await olderLines.up({ table: async () => undefined, run } as never);
    const rows = await db
      .selectFrom('last_sign_in')
      .selectAll()
      .where('person_id', 'in', [personId, since])
      .execute();
    expect(new Map(rows.map((row) => [row.person_id, [row.day, row.has_come]]))).toEqual(
      new Map([
        [personId, [day(30), 0]],
        [since, [day(20), 1]],
      ]),
    );
  });
});

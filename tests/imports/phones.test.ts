import { beforeEach, expect, it } from 'vitest';
import { addressOf, contactsOf, setContact } from '#app/features/contacts/contacts.server.ts';
import { recloseContacts } from '#app/features/contacts/reclosing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aRegistrar, aStreet, keys, looked, type Street, somebody, taken, told } from './desk.ts';
import type { Cell } from './sheets.ts';

const HEAD = ['姓名', '手机', '社区', '职务', '任职时间'];

describeOnBothDatabases('telephone numbers in a sheet of people', (open) => {
  let db: Db;
  let actor: Actor;
  let street: Street;
  beforeEach(async () => {
    db = await open();
    street = await aStreet(db);
    actor = await aRegistrar(db);
  });

  const look = (...rows: Cell[][]) => looked(db, { actor, rows: [HEAD, ...rows] });
  const take = async (...rows: Cell[][]) => {
    const { held } = await look(...rows);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    return told(db, actor, held.id);
  };
  const idOf = async (name: string) =>
    (await db.selectFrom('person').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
  const phoneOf = async (name: string) =>
    addressOf(db, { env: keys, personId: await idOf(name), kind: 'phone' });
  const give = (personId: string, value: string, confirmed = false) =>
    setContact(db, {
      ...{ env: keys, actor: academy, personId, kind: 'phone', value, source: 'staff', confirmed, now },
    });
  const house = async () =>
    (
      await db
        .selectFrom('org_unit')
        .select('id')
        .where('parent_id', '=', street.east)
        .where('name', '=', '5 栋')
        .executeTakeFirstOrThrow()
    ).id;
  const posts = async (name: string) =>
    db
      .selectFrom('appointment')
      .select('org_unit_id')
      .where('person_id', '=', await idOf(name))
      .execute();

  it('are kept as other numbers are: closed, unconfirmed, from an import, closed anew with a new key', async () => {
    await take(
      ['张三', 19911110001, '东园社区', '志愿者', '2025-3-1'],
      ['李四', '１９９１１１１０００２', '西园社区', '志愿者', '2025-3-1'],
      ['王五', '', '西园社区', '志愿者', '2025-3-1'],
    );
    expect(await phoneOf('张三')).toEqual({ value: '19911110001', confirmed: false });
    expect(await phoneOf('李四')).toEqual({ value: '19911110002', confirmed: false });
    expect(await phoneOf('王五')).toBeNull();
    const rows = await db.selectFrom('contact').selectAll().execute();
    expect(rows.map(({ source, added_by: by }) => [source, by])).toEqual([
      ['import', actor.personId],
      ['import', actor.personId],
    ]);
    const written = await db.selectFrom('journal_entry').selectAll().execute();
    expect(JSON.stringify([rows, written])).not.toMatch(/1991111/);
    expect(written.filter(({ action }) => action === 'contact.set')).toHaveLength(2);
    const newer = { ...keys, FIELD_KEYS: `a new secret,${keys.FIELD_KEYS}` };
    expect(await recloseContacts(db, { env: newer })).toBe(2);
    const closed = { ...keys, FIELD_KEYS: 'a new secret' };
    expect(await contactsOf(db, closed, await idOf('张三'))).toEqual([
      { kind: 'phone', masked: '199****0001', confirmed: false },
    ]);
  });

  it('stand beside no identity number, which is not even kept with the sheet', async () => {
    const rows: Cell[][] = [
      [...HEAD, '身份证号', '备注'],
      ['张三', 19911110001, '东园社区', '志愿者', '2025-3-1', '34010119800101123X', '编号340101198001011230'],
    ];
    const { states, rows: shown } = await looked(db, { actor, rows });
    expect(states).toEqual(['new']);
    const kept = JSON.stringify(shown.map(({ cells }) => cells));
    expect(kept).not.toMatch(/19800101/);
    expect(kept.match(/身份证号不收/g)).toHaveLength(2);
  });

  it('change nothing the second time, and are written down for whoever has none', async () => {
    const row = ['张三', 19911110001, '东园社区', '志愿者', '2025-3-1'];
    await take(['张三', '', '东园社区', '志愿者', '2025-3-1']);
    const { rows } = await look(row);
    expect(rows[0]).toMatchObject({ state: 'change', words: expect.stringContaining('199****0001') });
    await take(row);
    expect(await phoneOf('张三')).toMatchObject({ value: '19911110001' });
    expect((await look(row)).states).toEqual(['same']);
  });

  it('tell who is meant: one name and number are one person, wherever the rows place him', async () => {
    const more = await take(
      ['张三', 19911110001, '东园社区', '志愿者', '2025-3-1'],
      ['张三', 19911110001, '西园社区', '网格员', '2025-3-1'],
    );
    expect(more.states).toEqual(['new', 'new']);
    expect(await posts('张三')).toHaveLength(2);
    expect((await look(['张三', 19911110001, '方圆街道', '社工', '2025-3-1'])).rows[0]?.words).toContain(
      '已经有了，会加一个岗位',
    );
  });

  it('of somebody else, or of two in one sheet, are not taken', async () => {
    await give(await somebody(db, { name: '赵六', username: 'zhao6', unit: street.east }), '19911110009');
    const { states, rows } = await look(
      ['张三', 19911110009, '东园社区', '志愿者', '2025-3-1'],
      ['李四', 19911110002, '东园社区', '志愿者', '2025-3-1'],
      ['王五', 19911110002, '东园社区', '志愿者', '2025-3-1'],
    );
    expect(states).toEqual(['refused', 'new', 'refused']);
    expect(rows.map(({ words }) => words).join()).toMatch(/已经登记过，不能记给他.*和第 3 行的一样，姓名/s);
    expect(rows[0]?.words).not.toContain('赵六');
  });

  it('take the place of one that nobody confirmed, never of one that was, of whoever is known by more than a name', async () => {
    const [one, other, third] = [
      await somebody(db, { name: '张三', username: 'zhang3', unit: street.east, position: 'volunteer' }),
      await somebody(db, { name: '李四', username: 'li4', unit: street.east, position: 'volunteer' }),
      await somebody(db, { name: '王五', username: 'wang5', unit: await house(), position: 'volunteer' }),
    ];
    await give(one, '19911110001');
    await give(other, '19911110002', true);
    await give(third, '19911110005');
    const rows: Cell[][] = [
      ['张三', 19911110003, '东园社区', '志愿者', ''],
      ['李四', 19911110004, '东园社区', '志愿者', ''],
      ['李四', 19911110004, '东园社区', '', ''],
    ];
    const asked = await look(...rows, ['王五', 19911110006, '东园社区 5栋', '志愿者', '']);
    expect(asked.states).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(asked.rows[3]?.words).toMatch(/5 栋登记过一位王五（用户名 wang5），手机号不是表里的这个/);
    expect(asked.rows[0]?.words).toMatch(
      /东园社区登记过一位张三（用户名 zhang3），手机号不是表里的这个.*新的用户名/,
    );
    const { held, states } = await looked(db, {
      actor,
      rows: [
        [...HEAD, '用户名'],
        [...(rows[0] ?? []), 'zhang3'],
        [...(rows[1] ?? []), 'li4'],
        ['王五', 19911110006, '东园社区 5栋', '志愿者', '', 'wang5'],
      ],
    });
    await taken(db, { actor, held });
    expect(states).toEqual(['change', 'same', 'change']);
    expect(await phoneOf('张三')).toEqual({ value: '19911110003', confirmed: false });
    expect(await phoneOf('李四')).toEqual({ value: '19911110002', confirmed: true });
  });

  it('of whoever brings the sheet stay as they are', async () => {
    const own = await db
      .selectFrom('person')
      .select('name')
      .where('id', '=', actor.personId)
      .executeTakeFirst();
    await db
      .insertInto('appointment')
      .values({
        ...{
          id: 'own-post',
          person_id: actor.personId ?? '',
          position: 'volunteer',
          org_unit_id: street.east,
        },
        ...{ valid_from: '2024-01-01', valid_to: null, source: 'roster' },
      })
      .execute();
    const { rows } = await look([own?.name ?? '', 19911110001, '东园社区', '志愿者', '']);
    expect(rows[0]).toMatchObject({ state: 'refused', words: expect.stringContaining('这是你自己') });
  });
});

import { beforeEach, expect, it } from 'vitest';
import type { ImportKindKey } from '#app/features/imports/kinds.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aRegistrar, aStreet, looked, taken } from './desk.ts';
import { A, HEAD, row } from './roster-rows.ts';
import type { Cell } from './sheets.ts';

describeOnBothDatabases('whoever a row says to be behind a door', (open) => {
  let db: Db;
  let actor: Actor;
  beforeEach(async () => {
    db = await open();
    await aStreet(db);
    actor = await aRegistrar(db);
  });
  const look = (kind: ImportKindKey, ...rows: Cell[][]) => looked(db, { actor, kind, rows: [HEAD, ...rows] });

  it('is asked where two rows differ by the flat or an entrance that the house does not have', async () => {
    for (const [one, other] of [
      ['5栋2单元301', '5栋2单元1102室'],
      ['5栋1单元', '5栋2单元'],
      ['5-2-301', '5-2-302'],
    ]) {
      const { states, rows } = await look(
        'people',
        row({ building: one ?? '' }),
        row({ building: other ?? '' }),
      );
      expect(states).toEqual(['new', 'refused']);
      expect(rows[1]?.words).toMatch(
        /和第 2 行同名，都在.*门牌不一样（那一行是 .*两行都写上他的手机号.*给每个人写他自己的/,
      );
    }
    for (const [one, other] of [
      ['5栋2单元301', '5栋2单元301室'],
      ['5栋2单元', '5栋二单元301'],
    ])
      expect(
        (await look('people', row({ building: one ?? '' }), row({ building: other ?? '' }))).states,
      ).toEqual(['new', 'same']);
    const entrances = ['1单元', '2单元'].map((entrance) =>
      row({ building: `5栋${entrance}`, phone: A, post: '单元长' }),
    );
    expect((await look('people', ...entrances)).states).toEqual(['new', 'same']);
  });

  it('is somewhere else than at home, but for residents: whoever looks after a house says which', async () => {
    const head = ['姓名', '社区', '家庭住址', '职务', '任职时间'];
    const home = '东园社区5栋2单元301';
    const at = async (post: string) => {
      const { rows, states } = await looked(db, {
        actor,
        rows: [head, ['李四', '东园社区', home, post, '2025-3-1']],
      });
      return [states[0], rows[0]?.words ?? ''];
    };
    expect(await at('楼栋长')).toEqual([
      'refused',
      expect.stringMatching(/没有写负责哪一栋.*家庭住址在 .*5 栋.*请加“楼栋”/),
    ]);
    expect(await at('居民')).toEqual(['new', expect.stringMatching(/5 栋 的居民/)]);
    expect(await at('志愿者')).toEqual(['new', expect.stringMatching(/东园社区 的志愿者/)]);
  });

  it('keeps an age that a later row says, and is a resident nowhere beside a post', async () => {
    const rows = [
      ['姓名', '社区', '楼栋', '职务', '任职时间', '年龄段'],
      ['李四', '东园社区', '5栋', '楼栋长', '2025-3-1', ''],
      ['李四', '东园社区', '5栋', '志愿者', '2025-3-1', '60-64'],
      ['李四', '东园社区', '5栋', '', '', ''],
    ];
    const { states, held } = await looked(db, { actor, rows });
    expect(states).toEqual(['new', 'new', 'same']);
    expect(await taken(db, { actor, held })).toEqual({ ok: true });
    const person = db.selectFrom('person').select(['id', 'age_band']).where('name', '=', '李四');
    const { id, age_band } = await person.executeTakeFirstOrThrow();
    expect(age_band).toBe('60-64');
    const posts = await db.selectFrom('appointment').select('position').where('person_id', '=', id).execute();
    expect(posts.map(({ position }) => position).sort()).toEqual(['building-head', 'volunteer']);
  });
});

import { advanceImport } from '#app/features/imports/advancing.server.ts';
import { confirmImport } from '#app/features/imports/confirming.server.ts';
import { ownImport } from '#app/features/imports/desk.server.ts';
import { beginJudging } from '#app/features/imports/judging.server.ts';
import type { ImportKindKey } from '#app/features/imports/kinds.ts';
import { keepFile } from '#app/features/imports/storing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import { addDays, plusDays } from './calendar.ts';
import type { Loading } from './world.ts';

interface Sheet {
  kind: ImportKindKey;
  name: string;
  rows: readonly (readonly string[])[];
  daysAgo: number;
}

/** Two sheets that the registrar brought: one of new units, taken, and a roster that waits, since some of its rows must be put right. */
export async function bringSheets(loading: Loading, { registrar }: { registrar: Actor }): Promise<void> {
  const from = addDays(loading.today, -3);
  const units: Sheet = {
    kind: 'units',
    name: '和风社区新设网格.csv',
    rows: [
      ['名称', '类别', '上级', '设立日期'],
      ['和风第五网格', '网格', '和风社区', from],
      ['和风第六网格', '网格', '和风社区', from],
      ['和风沿街网格', '网格', '和风社区', ''],
    ],
    daysAgo: 2,
  };
  const roster: Sheet = {
    kind: 'people',
    name: '晴溪社区志愿者花名册.csv',
    rows: [
      ['晴溪社区志愿者花名册', '', '', '', ''],
      ['姓名', '联系电话', '所在社区', '职务', '任职时间'],
      ['向小满', '19900000021', '晴溪社区', '志愿者', from],
      ['向小暑', '１９９００００００２２', '晴溪社区', '志愿者', from],
      ['向小雪', '1.38E+10', '晴溪社区', '志愿者', from],
      ['向大寒', '', '晴溪新社区', '志愿者', from],
      ['向立冬', '', '南枝社区', '志愿者', from],
    ],
    daysAgo: 1,
  };
  const importId = await looked(loading, registrar, units);
  const now = plusDays(loading.now, -units.daysAgo);
  const held = await ownImport(loading.trx, { actor: registrar, importId, now });
  const confirmed = held
    ? await confirmImport(loading.trx, { held, actor: registrar, grouping: 'file', now })
    : null;
  if (!confirmed?.ok) throw new Error(`${units.name} cannot be taken: ${confirmed?.reason}.`);
  await advanceImport(loading.trx, { kinds, env: loading.env, importId, now });
  await looked(loading, registrar, roster);
}

/** Keeps a sheet and has each of its rows looked at. */
async function looked({ trx, env, now }: Loading, actor: Actor, sheet: Sheet): Promise<string> {
  const { name, rows, daysAgo } = sheet;
  const kind = kinds[sheet.kind];
  const at = plusDays(now, -daysAgo);
  const bytes = new TextEncoder().encode(rows.map((row) => row.join(',')).join('\r\n'));
  const kept = await keepFile(trx, { env, actor, shape: kind.shape, file: { name, bytes }, now: at });
  if (!kept.ok) throw new Error(`${name} cannot be read: ${kept.reason}.`);
  const held = await ownImport(trx, { actor, importId: kept.importId, now: at });
  const begun = held
    ? await beginJudging(trx, { held, kind, sheet: held.sheet, heading: held.heading })
    : null;
  if (!begun?.ok) throw new Error(`${name} cannot be looked at: ${begun?.reason}.`);
  await advanceImport(trx, { kinds, env, importId: kept.importId, now: at });
  return kept.importId;
}

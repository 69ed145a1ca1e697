import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { mayLieBelow, topKinds } from '#app/features/organisation/change-kinds.ts';
import { type UnitKind, unitKindNames, type XiaoquType } from '#app/features/organisation/kinds.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { keepersOfImports } from './keepers.ts';
import type { Applied, Applying, ImportKind, Judged, Judging, Line, RowState } from './kinds.ts';
import { placeKey, placeSteps } from './place-words.rules.ts';
import { keyOf } from './row-keys.server.ts';
import type { KnownUnit, UnitDirectory } from './unit-directory.ts';
import { type UnitRow, unitRowOf } from './unit-rows.rules.ts';
import { unitsShape } from './unit-shape.rules.ts';

interface UnitDeed {
  thing: string;
  /** The unit above, or the key of the row that makes it. */
  parent: { id: string } | { thing: string } | null;
  kind: UnitKind;
  name: string;
  from: string;
  xiaoqu: XiaoquType | null;
  placeId: string | null;
}

/** Units of both trees: only new ones, each below one that is there or stands earlier in the sheet. */
export const unitsKind: ImportKind = {
  shape: unitsShape,
  roles: keepersOfImports,
  // The whole sheet at once: rows may lie below each other.
  atOnce: unitsShape.mostRows,
  makesUnits: true,
  judge: judgeUnits,
  apply: applyUnit,
};

async function judgeUnits(_db: Db, lines: readonly Line[], judging: Judging): Promise<Judged[]> {
  const hand = {
    directory: (await judging.units()).copy(),
    scopes: scopesOf(judging.actor, ...keepersOfImports),
    today: dayOf(judging.now),
    planned: new Map<string, string>(),
  };
  const rows = lines.map(unitRowOf);
  const last = new Map(rows.map(({ name, number }) => [placeKey(name.slice(0, MOST_COMPARED)), number]));
  return rows.map((row) => judged(row, { ...hand, last }));
}

const MOST_COMPARED = 64;

interface Hand {
  directory: UnitDirectory;
  scopes: 'everywhere' | readonly string[];
  today: string;
  /** Units that earlier rows make, by their made-up path: the key of the row. */
  planned: Map<string, string>;
  /** The last row of each name. */
  last: ReadonlyMap<string, number>;
}

type Verdict = { state: RowState; words: string; deed: UnitDeed | null; unit: KnownUnit | null };
const refused = (words: string): Verdict => ({ state: 'refused', words, deed: null, unit: null });

function judged(row: UnitRow, hand: Hand): Judged {
  const { unit, ...verdict } = verdictOn(row, hand);
  const community = unit ? hand.directory.community(unit) : null;
  const label = community?.name ?? (row.parent || '没有写清楚上级的');
  const key = community && !hand.planned.has(community.path) ? community.id : `t:${keyOf(label)}`;
  const thing = verdict.deed?.thing;
  const keys = thing ? { thing, whole: thing, facts: {} } : null;
  return { number: row.number, ...verdict, group: { key, label: label.slice(0, 100) }, keys };
}

function verdictOn(row: UnitRow, hand: Hand): Verdict {
  if (row.problems.length > 0 || !row.kind) return refused(row.problems.join(''));
  const { directory, scopes, today, planned } = hand;
  const parent = row.parent === '' ? null : directory.find(placeSteps(row.parent), scopes);
  if (parent && !parent.ok)
    return refused(
      parent.reason === 'unknown'
        ? `没有找到上级“${parent.step}”。上级也在这份表里的，请写在它前面；不在的，先建好。`
        : `叫这个名字的上级不止一个：${parent.trails.join('、')}。请把再上一级也写上。`,
    );
  const above = parent?.unit ?? null;
  if (above && isOfLaterRow(row, above, hand)) return refused(laterWords(row.parent, above.name));
  const tree = row.kind.startsWith('party') ? 'party' : 'territory';
  if (above && above.tree !== tree)
    return refused(`${above.name}和它不在一棵树上：党组织的上级要是党组织，地域的上级要是地域。`);
  const reached = scopes === 'everywhere' || (above && scopes.some((scope) => isWithin(scope, above.path)));
  if (!reached)
    return refused(
      above
        ? `${directory.trail(above.path)} 不在你的管理范围内。`
        : '没有写上级。只有管全院的教务能建最上面一级。',
    );
  const place = row.place === '' ? null : directory.find(placeSteps(row.place), scopes);
  if (place && !(place.ok && place.unit.tree === 'territory' && !planned.has(place.unit.path)))
    return refused(`没有找到“${row.place}”这个地域，请照“组织”页里的名称写。`);
  const there = directory.below(above, row.name);
  if (there) return onThere(row, there, hand);
  if (!(above ? mayLieBelow(row.kind, above.kind) : topKinds[tree].includes(row.kind)))
    return refused(misplacedWords(row.kind, above));
  if (row.former !== '') return refused(renamedWords(row, directory.below(above, row.former)));
  const from = row.from ?? today;
  if (above && from < above.validFrom)
    return refused(`设立日期比上级（${formatDate(above.validFrom)}）还早，请改正。`);
  if (above?.validTo)
    return refused(
      `上级${above.name}到 ${formatDate(above.validTo)} 为止，后面有计划好的变更。请等它生效，再把这一行传一次。`,
    );
  const thing = keyOf('unit', above?.path ?? tree, row.name);
  const unit = directory.plan({ tree, kind: row.kind, name: row.name, parent: above, from });
  const parentThing = above ? planned.get(above.path) : undefined;
  planned.set(unit.path, thing);
  const deed: UnitDeed = {
    ...{ thing, kind: row.kind, name: row.name, from, xiaoqu: row.xiaoqu },
    placeId: place?.ok ? place.unit.id : null,
    parent: parentThing ? { thing: parentThing } : above ? { id: above.id } : null,
  };
  const words = `会新建${unitKindNames[row.kind]}${row.name}，在 ${above ? directory.trail(above.path) : '最上面'} 下面，从 ${formatDate(from)} 起。`;
  return { state: 'new', words, deed, unit };
}

/** Whether the unit above was found by a short name, which is the whole name of one that a later row makes: the next time it would be that one. */
function isOfLaterRow({ number, parent }: UnitRow, above: KnownUnit, { last }: Hand): boolean {
  const said = placeKey(placeSteps(parent).at(-1) ?? '');
  return said !== placeKey(above.name) && (last.get(said) ?? 0) > number;
}

const laterWords = (said: string, name: string): string =>
  `上级“${said}”在这份表的后面才有，分不清是它还是已经有的${name}。是它，请把那一行写在前面；是${name}，请写全名。`;

/** What may lie below what is the organisation's own rule; here it is only said. */
function misplacedWords(kind: UnitKind, above: KnownUnit | null): string {
  const name = unitKindNames[kind];
  return above
    ? `${name}不能直接放在${above.name}（${unitKindNames[above.kind]}）下面。请核对类别和上级。`
    : `${name}不能放在最上面一级，请写上它的上级。`;
}

/** A new name has its day, and people who must know: it is given where both are asked for. */
function renamedWords({ name, former }: UnitRow, there: KnownUnit | null | undefined): string {
  return there
    ? `这是改名：请到“组织”页打开${there.name}，按“改名”，写上新名称“${name}”和从哪一天起。改好以后这一行就算已经有了。`
    : `表里写着原名称“${former}”，可是那里没有叫这个的。请核对；是新建的，把“原名称”空着。`;
}

function onThere(row: UnitRow, there: KnownUnit, { planned, today }: Hand): Verdict {
  if (there.kind !== row.kind)
    return refused(
      `那里已经有一个${there.name}，是${unitKindNames[there.kind]}，表里写的是${row.kind ? unitKindNames[row.kind] : ''}。请核对。`,
    );
  const words = planned.has(there.path)
    ? `${there.name}在这份表里写了两次，只收一次。`
    : `${there.name}已经有了${there.validFrom > today ? `，从 ${formatDate(there.validFrom)} 起` : ''}，不用改。`;
  return { state: 'same', words, deed: null, unit: there };
}

async function applyUnit(trx: Trx, { deed }: Judged, { actor, made, now }: Applying): Promise<Applied> {
  if (!deed) return { ok: true };
  const { thing, parent, kind, name, from, xiaoqu, placeId } = deed as UnitDeed;
  const parentId = parent === null ? null : 'id' in parent ? parent.id : (made.get(parent.thing) ?? '');
  const created = await createUnit(trx, {
    ...{ actor, kind, name, parentId, validFrom: from, xiaoquType: xiaoqu, territoryId: placeId, now },
    tree: kind.startsWith('party') ? 'party' : 'territory',
  });
  if (!created.ok) return { ok: false, words: '上级没有建成，或者刚刚被改过，请重新看一遍。' };
  made.set(thing, created.id);
  return { ok: true };
}

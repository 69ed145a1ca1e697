import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeKey, placeSteps } from '#app/features/imports/place-words.rules.ts';
import { type KnownUnit, UnitDirectory } from '#app/features/imports/unit-directory.ts';
import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { manyUnits } from './many-places.ts';

/** A street with two communities alike, each with houses in a 小区 and beside it, and the party organisations of both. */
function town(): UnitDirectory {
  const units: KnownUnit[] = [];
  const add = (parent: KnownUnit | null, kind: UnitKind, name: string, place?: KnownUnit): KnownUnit => {
    const tree = kind.startsWith('party') ? 'party' : 'territory';
    const id = `${units.length}`;
    const path = `${parent?.path ?? tree[0]}${parent ? id.padStart(4, '0') : id.padStart(3, '0')}`;
    const days = { validFrom: '2020-01-01', validTo: null };
    units.push({
      ...{ id, tree, kind, name, path, parentId: parent?.id ?? null, territoryId: place?.id ?? null },
      ...days,
    });
    return units.at(-1) as KnownUnit;
  };
  const street = add(null, 'street', '方圆街道');
  const top = add(null, 'party-work-committee', '方圆街道党工委', street);
  for (const side of ['东', '西']) {
    const community = add(street, 'community', `${side}园社区`);
    const committee = add(top, 'party-committee', `${side}园社区党委`, community);
    const yard = add(community, 'xiaoqu', `${side}园里`);
    for (const number of [1, 5, 12, 21]) {
      const house = add(yard, 'building', `${number} 号楼`);
      if (number !== 21) for (const one of [1, 2]) add(house, 'unit', `${one} 单元`);
    }
    add(community, 'building', '30栋');
    const branch = add(committee, 'party-branch', `${side}园里党支部`, yard);
    add(committee, 'party-branch', '第一党支部');
    add(branch, 'party-group', '5 号楼党小组');
  }
  return new UnitDirectory(units);
}

const directory = town();
const found = (text: string) => {
  const place = directory.find(placeSteps(text), 'everywhere');
  if (!place.ok) return place.reason;
  return place.unit.tree === 'party' ? place.unit.name : directory.trail(place.unit.path);
};

describe('a place as people write it', () => {
  it.each([
    ['东园社区党委', '东园社区党委'],
    ['东园党委', '东园社区党委'],
    ['东园里小区', '东园社区 › 东园里'],
    ['东园', '东园社区'],
    ['方圆', '方圆街道'],
    ['东园社区 党委', '东园社区党委'],
    ['中共东园社区委员会', '东园社区党委'],
    ['中共东园社区党委', '东园社区党委'],
    ['中国共产党东园社区委员会', '东园社区党委'],
    ['方圆街道东园社区党委', '东园社区党委'],
    ['方圆街道党工委', '方圆街道党工委'],
    ['中共方圆街道工作委员会', '方圆街道党工委'],
    ['方圆街道', '方圆街道'],
    ['东园社区', '东园社区'],
    ['东园居委会', '东园社区'],
    ['东园社区居民委员会', '东园社区'],
    ['东园社区第一党支部', '第一党支部'],
    ['东园社区党委第一党支部', '第一党支部'],
    ['中共东园社区第一支部委员会', '第一党支部'],
    ['第一党支部', 'several'],
    ['东园里党支部', '东园里党支部'],
    ['东园社区东园里党支部', '东园里党支部'],
    ['东园里党支部5号楼党小组', '5 号楼党小组'],
    ['东园里 党支部', '东园里党支部'],
    ['东园社区5栋2单元301室', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['5栋2单元301室', 'several'],
    ['东园里5栋2单元301室', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['东园里５＃二单元301', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['东园里五栋二单元三楼301', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['东园里5-2-301', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['东园里5号楼301户', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5幢 1204', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5#2', 'unknown'],
    ['东园里5栋2', 'unknown'],
    ['东园里5栋 12', 'unknown'],
    ['东园里5栋2室', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5栋2号', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5栋12户', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5栋2层', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5#201', '东园社区 › 东园里 › 5 号楼'],
    ['东园里5栋2单元3', '东园社区 › 东园里 › 5 号楼 › 2 单元'],
    ['东园里21栋2单元301室', '东园社区 › 东园里 › 21 号楼'],
    ['东园里5栋9单元301室', 'unknown'],
    ['东园社区30栋', '东园社区 › 30栋'],
    ['东园社区没有的党支部', 'unknown'],
  ])('%s is %s', (text, where) => {
    expect(found(text)).toBe(where);
  });

  it('is found by its label, in whatever words and with whatever flat behind it', () => {
    const house = fc.constantFrom(1, 5, 12);
    const figures: Record<number, string> = { 1: '一', 2: '二', 5: '五', 12: '十二' };
    const written = fc.constantFrom(
      (n: number) => `${n}栋`,
      (n: number) => `${n} 号楼`,
      (n: number) => `${n}幢`,
      (n: number) => `0${n}栋`,
      (n: number) => `${n}#楼`,
      (n: number) => `${figures[n]}栋`,
      (n: number) => `第${n}栋`,
    );
    const before = fc.constantFrom('', '方圆街道', '方圆街道 ', '方圆街道 › ');
    const side = fc.constantFrom('东', '西');
    const entrance = fc.constantFrom('', '1单元', '2单元', '二单元', ' 2 单元', '/2单元');
    const flat = fc.constantFrom('', '301室', '301', '1204户', '三楼301', '3层301室');
    fc.assert(
      fc.property(before, side, fc.boolean(), house, written, entrance, flat, (...said) => {
        const [above, which, both, number, words, door, behind] = said;
        const place = both ? `${which}园社区${which}园里` : `${which}园社区`;
        const label = `${which}园社区 › ${which}园里 › ${number} 号楼`;
        const inside = door ? ` › ${/1/.test(door) ? 1 : 2} 单元` : '';
        expect(found(`${above}${place}${words(number)}${door}${behind}`)).toBe(`${label}${inside}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is found among ten thousand without keeping others waiting', () => {
    const many = new UnitDirectory(manyUnits());
    const begun = process.cpuUsage();
    for (let house = 1; house <= 99; house += 2) {
      // Of no community: in each there is a house of that number, and none of them has entrances.
      expect(many.find([`${house}栋`, '1单元'], 'everywhere')).toMatchObject({ reason: 'several' });
      expect(
        many.find([`${((house - 1) % 50) + 1}园社区`, `${house}栋`, '1单元'], 'everywhere'),
      ).toMatchObject({ ok: true });
      expect(many.find([`${((house - 1) % 50) + 1}园社区`, '党委'], 'everywhere')).toMatchObject({
        ok: true,
      });
    }
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(1_500);
  });

  it.each([
    '东'.repeat(4_000),
    '1'.repeat(4_000),
    '东园里5栋'.repeat(800),
    '东园社区 '.repeat(800),
    '5-2-'.repeat(1_000),
    '党'.repeat(4_000),
  ])('is not looked for in a cell of thousands of letters (%#)', (story) => {
    const begun = process.cpuUsage();
    for (const cell of [story, `${story}栋`, `东园社区${story}`]) {
      const place = directory.find(placeSteps(cell), 'everywhere');
      expect(place).toMatchObject({ ok: false, reason: 'unknown' });
      expect(place.ok || place.reason !== 'unknown' || place.step.length).toBeLessThan(40);
      expect(directory.below(null, cell)).toBeNull();
    }
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(500);
  });

  it.each([
    '东园党支部',
    '东园小区',
    '东园网格',
    '东园街道',
    '方圆社区',
    '东园里社区',
    '第一党委',
    '东园党总支',
    '东园社区党总支',
    '东园社区 党总支',
  ])('is no place of another kind: %s', (text) => {
    expect(found(text)).toBe('unknown');
  });

  it('is itself by its own name, whatever stands above it', () => {
    for (const text of ['1 号楼', '东园里', '5 号楼党小组', '30栋'])
      expect(placeKey(text)).toBe(placeKey(placeKey(text)));
    expect(placeSteps('5号楼党小组')).toEqual(['5号楼党小组']);
    expect(placeSteps('业主委员会')).toEqual(['业主委员会']);
    expect(placeKey('东园社区业主委员会')).toBe('东园社区业主委员会');
  });
});

/** One row of a sheet of units, read. */
import { type UnitKind, unitKindNames, type XiaoquType } from '#app/features/organisation/kinds.ts';
import type { Line } from './kinds.ts';
import { clean, dayOfCell, keyNamed } from './values.rules.ts';

export interface UnitRow {
  number: number;
  name: string;
  kind: UnitKind | null;
  parent: string;
  place: string;
  /** What it was called before; empty without. */
  former: string;
  from: string | null;
  xiaoqu: XiaoquType | null;
  problems: string[];
}

const otherKinds: Readonly<Partial<Record<UnitKind, readonly string[]>>> = {
  district: ['市辖区', '县'],
  street: ['街道', '街镇', '镇', '乡', '大社区', '乡镇'],
  community: ['居委会', '村', '村居', '行政村'],
  'residential-area': ['居民小组', '居民组'],
  xiaoqu: ['住宅小区', '物业小区'],
  grid: ['综治网格', '基础网格'],
  building: ['楼', '楼幢', '幢', '栋', '楼宇', '号楼'],
  unit: ['门栋', '梯'],
  'party-work-committee': ['街道党工委'],
  'party-committee': ['党委', '党总支', '社区党委', '社区党总支', '总支'],
  'party-branch': ['支部', '小区党支部', '网格党支部'],
  'party-group': ['楼栋党小组', '小组'],
  'party-household': ['中心户'],
  partner: ['共建', '共驻共建单位'],
};

const xiaoquNames: Readonly<Record<XiaoquType, string>> = {
  resettlement: '回迁安置',
  commercial: '商业',
  'work-unit': '单位',
  unmanaged: '无主管',
  old: '老旧',
};
const otherXiaoqu: Readonly<Partial<Record<XiaoquType, readonly string[]>>> = {
  resettlement: ['回迁安置小区', '安置房', '回迁', '安置', '回迁小区'],
  commercial: ['商品房', '商业小区', '商品房小区'],
  'work-unit': ['单位小区', '单位房', '房改房'],
  unmanaged: ['无主管小区', '无物业'],
  old: ['老旧小区'],
};

const MOST_NAME = 64;
const askFrom = '请只写设立的那一天：2025-3-1 或者 2025年3月；撤销到“组织”页里办。';

export function unitRowOf(line: Line): UnitRow {
  const problems: string[] = [];
  const name = clean(line.cell('name'));
  if (name === '') problems.push('没有写名称。');
  else if (name.length > MOST_NAME) problems.push(`名称最多 ${MOST_NAME} 字。`);
  const kindWords = clean(line.cell('kind'));
  const kind = keyNamed(kindWords, unitKindNames, otherKinds);
  if (!kind)
    problems.push(
      kindWords === ''
        ? '没有写类别。'
        : `类别“${kindWords.slice(0, 20)}”认不出。请写街镇、社区、小区、网格、楼栋、单元，或者党委、党支部、党小组。`,
    );
  const begun = dayOfCell(line, { key: 'from', label: '设立日期', ask: askFrom });
  if (!begun.ok) problems.push(begun.words);
  const xiaoquWords = clean(line.cell('xiaoqu'));
  const xiaoqu = xiaoquWords === '' ? null : keyNamed(xiaoquWords, xiaoquNames, otherXiaoqu);
  if (xiaoquWords !== '' && !xiaoqu)
    problems.push(`小区类型“${xiaoquWords.slice(0, 20)}”认不出。请写回迁安置、商业、单位、无主管或老旧。`);
  const [parent, place] = [clean(line.cell('parent')), clean(line.cell('place'))];
  const former = clean(line.cell('former'));
  return {
    number: line.number,
    name,
    kind,
    parent,
    place,
    former: former === name ? '' : former,
    from: begun.ok ? begun.day : null,
    xiaoqu: kind === 'xiaoqu' ? xiaoqu : null,
    problems,
  };
}

/**
 * What may be changed in somebody's credits by two people, as data. Source: domain model §6.8 (entries are never edited; a correction
 * is a reversal and a new entry, with its reason, its evidence and two persons), product promise 2.
 */
import { formatHundredths } from '#app/lib/hundredths.ts';

export interface AdjustmentKind {
  key: string;
  /** `add`: something that was not in the ledger. `more`, `less`: an entry, by its reversal and a greater or smaller one in its place. */
  mode: 'add' | 'more' | 'less';
  label: string;
  hint: string;
  /** The most that one adjustment moves, in hundredths. */
  mostHundredths: number;
}

export const adjustmentKinds: readonly AdjustmentKind[] = [
  {
    key: 'missed',
    mode: 'add',
    label: '漏记补上',
    hint: '名单、点名表上有，流水里没有。',
    mostHundredths: 4000,
  },
  {
    key: 'too-little',
    mode: 'more',
    label: '少记补差',
    hint: '记过，但是记少了，补上差的那一部分。',
    mostHundredths: 2000,
  },
  {
    key: 'earlier-record',
    mode: 'add',
    label: '旧账转入',
    hint: '用本系统以前的学习，有纸质或电子的旧记录。',
    mostHundredths: 6000,
  },
  {
    key: 'too-much',
    mode: 'less',
    label: '多记收回',
    hint: '学时、次数登记多了，收回多的那一部分。',
    mostHundredths: 4000,
  },
  {
    key: 'counted-twice',
    mode: 'less',
    label: '重复部分收回',
    hint: '同一件事有一部分在别处也记了。',
    mostHundredths: 4000,
  },
];

/** The kind of that name, or null. */
export function kindOf(key: string): AdjustmentKind | null {
  return adjustmentKinds.find((kind) => kind.key === key) ?? null;
}

/** What an entry of so many hundredths is once it is corrected by `amount`. */
export function correctedSum(kind: string, { was, amount }: { was: number; amount: number }): number {
  return kindOf(kind)?.mode === 'more' ? was + amount : was - amount;
}

/** What is wrong with a sum (hundredths) for a kind, in words that say what to do; null when nothing is. */
export function sumProblem(
  kind: AdjustmentKind,
  { amount, step, standing }: { amount: number; step: number; standing: number | null },
): string | null {
  if (amount <= 0) return '学分要大于 0。';
  if (amount % step !== 0) return `学分要是 ${formatHundredths(step)} 的整倍数。`;
  if (amount > kind.mostHundredths)
    return `“${kind.label}”一次最多 ${formatHundredths(kind.mostHundredths)} 学分。更多的请分开提，各写各的依据。`;
  if (kind.mode === 'less' && standing !== null && amount >= standing)
    return `这一笔一共 ${formatHundredths(standing)} 学分，收回的要比它少。全部不算的，请用冲销。`;
  return null;
}

/** Who of the staff may decide about what somebody else proposed. */
export function decidingProblem(
  deciderId: string | null,
  { proposedById, personId }: { proposedById: string; personId: string },
): 'proposer' | 'own' | null {
  if (deciderId === null || deciderId === proposedById) return 'proposer';
  return deciderId === personId ? 'own' : null;
}

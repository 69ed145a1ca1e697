import { describe, expect, it } from 'vitest';
import { ownWords, severalWords } from './own-year.rules.ts';

const days = { from: '2026-01-01', to: '2026-12-31' };
const post = (unitName: string, validFrom: string, validTo: string | null = null) => ({
  ...{ position: 'building-head' as const, unitName, validFrom, validTo },
});
const said = (posts: ReturnType<typeof post>[], awards: { amount: number; occurredOn: string }[] = []) =>
  ownWords({ days, earned: 300, positions: ['building-head'] }, { posts, awards });

describe('what somebody is told besides the figures', () => {
  it('is nothing of one post that lasts', () => {
    expect(said([post('1 号楼', '2024-03-01')])).toEqual([]);
    expect(said([post('1 号楼', '2024-03-01', '2025-06-30'), post('2 号楼', '2025-07-01')])).toEqual([]);
  });

  it('is that a transfer breaks nothing off, and that a gap does', () => {
    expect(said([post('2 号楼', '2026-07-01'), post('1 号楼', '2024-03-01', '2026-06-30')])).toEqual([
      '楼栋长先在1 号楼，从 7月1日起在2 号楼。中间没有断开，前后连起来算。',
    ]);
    expect(said([post('1 号楼', '2024-03-01', '2026-03-31'), post('2 号楼', '2026-07-01')])).toEqual([
      '楼栋长先在1 号楼，从 7月1日起在2 号楼。中间断开过，断开的月份不算。',
    ]);
  });

  it('is that the same position held twice at once is asked for once', () => {
    expect(said([post('1 号楼', '2024-03-01'), post('2 号楼', '2025-07-01')])).toEqual([
      '楼栋长的身份在1 号楼、2 号楼都有，年度学分只按一份算。',
    ]);
  });

  it('is what the scheme does not count of what was earned in its days', () => {
    const awards = [
      { amount: 500, occurredOn: '2026-05-01' },
      { amount: 900, occurredOn: '2025-05-01' },
    ];
    expect(said([], awards)).toEqual(['另有 2 学分来自这个方案不计的学校或课程，不算进来，但都留在流水里。']);
    expect(said([], [{ amount: 300, occurredOn: '2026-05-01' }])).toEqual([]);
  });

  it('is how several schemes go together, where there are several', () => {
    expect(severalWords(1)).toBeNull();
    expect(severalWords(2)).toContain('2 个方案');
  });
});

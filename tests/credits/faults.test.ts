import { describe, expect, it } from 'vitest';
import { readRulesText, readSchemesText } from '#app/features/credits/policy-text.rules.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import { exampleOf, policyText } from './policy-files.ts';

const own = { rules: policyText('rules-2026.json'), schemes: policyText('schemes-2026.json') };

/** The one fault of a text in which something was replaced: line and reason. */
function fault(name: string, from: string, to: string, rules: CreditRules | null = null): string {
  const text = policyText(name);
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  const broken = text.replace(from, to);
  const read = name.includes('rules-') ? readRulesText(broken) : readSchemesText(broken, rules);
  if (read.ok) return 'accepted';
  const line = broken.split('\n')[read.fault.line - 1] ?? '';
  return `${line.trim()} | ${read.fault.reason}`;
}

describe('a policy file with a mistake', () => {
  it('is none among the files of the college and the examples', () => {
    const rules = readRulesText(own.rules);
    if (!rules.ok) throw new Error(JSON.stringify(rules.fault));
    expect(readSchemesText(own.schemes, rules.policy)).toMatchObject({ ok: true });
    for (const place of ['yunnan', 'shanxi', 'nanjing', 'zhongwei'] as const)
      expect(exampleOf(place).schemes.schemes).toHaveLength(1);
  });

  it('is refused in its rules, with the line and what is wrong', () => {
    const file = 'rules-2026.json';
    const cases: [from: string, to: string, found: string][] = [
      ['"explanation": "由老师', '"explanetion": "由老师', '| '],
      [
        '"roundingMode"',
        '"roundingWay"',
        '"roundingWay": "half-up", | 不认识“roundingWay”这个键，查一查拼写',
      ],
      ['"watchedPercent": 90', '"watchedPercent": 190', '"watchedPercent": 190, | 百分比要在 1 到 100 之间'],
      ['"code": "C"', '"code": "K"', '"code": "K", | 没有“K”这一类，只有 A 到 H'],
      ['"code": "C"', '"code": "B"', '"code": "B", | “B”写了两次'],
      ['"to": "12-31"', '"to": "11-30"', '| 从 01-01 起的一年到 12-31 为止'],
      ['"from": "01-01"', '"from": "02-30"', '| 每年没有 02-30 这一天'],
      ['"from": "01-01"', '"from": "1月1日"', '| 要写成“月-日”，例如 12-01'],
      ['"minimumHundredths": 100', '"minimumHundredths": 900', '"minimumHundredths": 900, | 最少比最多还多'],
      ['"microMinutes": 15,', '', '{ | 微课要同时写分值'],
      ['"validTo": null', '"validTo": "2025-12-31"', '| 失效日 2025-12-31 早于生效日 2026-01-01'],
      ['"penalties": false', '"penalties": true', '| 学院不扣分，这里只能是 false'],
      ['"rateHundredths": 100,\n      "dailyCap', '"dailyCap', '{ | 面授班要用 A 类里键为 face 的活动计学分'],
      ['"learningHourMinutes": 45,', '"learningHourMinutes": 45', '"roundingHundredths": 25, | '],
      ['"roundingHundredths": 25', '"roundingHundredths": "25"', '"roundingHundredths": "25", | '],
      ['"validYears": 1', '"validYears": 9', '"validYears": 9, | '],
    ];
    for (const [from, to, found] of cases) expect(fault(file, from, to), to).toContain(found);
  });

  it('is refused in its activities: bands leave no gap and do not overlap', () => {
    const file = 'examples/yunnan/rules-2026.json';
    const cases: [from: string, to: string, found: string][] = [
      ['"overMinutes": 15', '"overMinutes": 20', '15 分钟到 20 分钟之间没有档'],
      ['"overMinutes": 15', '"overMinutes": 10', '重叠'],
      ['"overMinutes": 15', '"fromMinutes": 15', '重叠'],
      ['"belowMinutes": 30', '"toMinutes": 30', '重叠'],
      ['"fromMinutes": 30', '"overMinutes": 30', '30 分钟到 30 分钟之间没有档'],
      ['"fromMinutes": 30', '"fromMinutes": 30, "toMinutes": 60', '最后一档不写终点'],
      ['"key": "passed"', '"key": "测试"', '要用小写字母'],
      ['"key": "test"', '"key": "recorded"', '“recorded”写了两次'],
    ];
    for (const [from, to, found] of cases) expect(fault(file, from, to), to).toContain(found);
    const nanjing = 'examples/nanjing/rules-2026.json';
    expect(fault(nanjing, '"hundredths": 600,', '')).toContain('没有写怎么记分');
    expect(
      fault(
        nanjing,
        '"hundredths": 600',
        '"hundredths": 600, "levels": [{"key":"a","label":"a","hundredths":1}]',
      ),
    ).toContain('按成果记分');
    expect(fault(nanjing, '"code": "D",', '"code": "D", "rateHundredths": 100,')).toContain(
      '两种写法只能用一种',
    );
  });

  it('is refused where both keys of an outcome are longer than a line of the ledger', () => {
    const outcome = (activity: string, level: string) =>
      fault(
        'examples/nanjing/rules-2026.json',
        `"key": "party-school",
          "label": "党校脱产培训",
          "unit": "天",
          "hundredths": 600`,
        `"key": "${activity}",
          "label": "党校脱产培训",
          "unit": "天",
          "levels": [
            { "key": "${level}", "label": "一次", "hundredths": 1 }]`,
      );
    expect(outcome('community-project-work', 'project-1')).toBe('accepted');
    expect(outcome('community-project-work', 'project-10')).toBe(
      '{ "key": "project-10", "label": "一次", "hundredths": 1 }], | “community-project-work.project-10”是流水里的项目名，最长 32 个字符，现在 33 个，请把活动或成果的键写短',
    );
  });

  it('is refused in its schemes, by itself and with the rules that they name', () => {
    const read = readRulesText(own.rules);
    if (!read.ok) throw new Error('own rules');
    const rules = read.policy;
    const file = 'schemes-2026.json';
    const cases: [from: string, to: string, found: string][] = [
      ['"position": "grid-leader"', '"position": "grid-boss"', '没有“grid-boss”这个身份'],
      ['["grid-leader", "grid-worker"]', '["grid-leader", "committee-member"]', '“社区“两委”成员”已经在'],
      ['["grid-leader", "grid-worker"]', '["grid-worker"]', '不在它自己的身份里'],
      ['"hundredths": 1600 },', '"hundredths": 9600 },', '下限比应修的总数还多'],
      ['"category": "B", "hundredths": 2400', '"category": "B"', '上限写一个数'],
      ['"category": "B", "hundredths": 2400', '"category": "X", "hundredths": 2400', '没有“X”这一类'],
      ['"nearlyPercent": 80', '"nearlyPercent": 800', '百分比要在 1 到 100 之间'],
      ['"version": "2026.1" },', '"version": "2025.9" },', '没有找到 fangxing-rules 2025.9 这一版学分规则'],
      ['"proRata": "by-month"', '"proRata": "by-week"', '"proRata": "by-week", |'],
      ['"countingSchools"', '"countingShools"', ' | '],
    ];
    for (const [from, to, found] of cases) expect(fault(file, from, to, rules), to).toContain(found);
    const without = { ...rules, categories: rules.categories.filter(({ code }) => code !== 'B') };
    expect(fault(file, '"nearlyPercent": 80', '"nearlyPercent": 80', without)).toContain(
      '学分规则里没有 B 这一类',
    );
    const zhongwei = exampleOf('zhongwei').rules;
    const example = 'examples/zhongwei/schemes-2026.json';
    expect(fault(example, '"off-job"', '"of-job"', zhongwei)).toContain('学分规则里没有“of-job”这种活动');
    expect(
      fault(
        example,
        '"label": "书记"',
        '"label": "居民", "positions": ["resident"], "hundredths": 9000 }, { "label": "书记"',
        zhongwei,
      ),
    ).toContain('“居民”不在这个方案的身份里');
    expect(fault(example, '"percentOfRequired": 70', '"percentOfRequired": 170', zhongwei)).toContain(
      '百分比要在',
    );
  });
});

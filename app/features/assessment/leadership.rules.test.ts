import { expect, it } from 'vitest';
import policyFile from '#content/policies/leadership-2026.json';
import { type CheckedRule, checkLeadership, type LeadershipFacts } from './leadership.rules.ts';
import { type LeadershipRule, leadershipPolicy } from './leadership.schema.ts';

const policy = leadershipPolicy.parse(policyFile);
const plain: LeadershipFacts = {
  schemes: [],
  lastYearMet: false,
  completions: new Map(),
  waivers: [],
  day: '2026-11-22',
};
const scheme = (counted: number, status: LeadershipFacts['schemes'][number]['status'] = 'not-met') => ({
  required: 1_600,
  counted,
  status,
});
const check = (facts: Partial<LeadershipFacts>) => checkLeadership(policy, { ...plain, ...facts });
const rule = (key: LeadershipRule['key'], facts: Partial<LeadershipFacts>): CheckedRule | undefined =>
  check(facts).find((one) => one.key === key);

it('lays those rules beside the record that apply to the person', () => {
  expect(check({}).map(({ key }) => key)).toEqual([
    'resident-training',
    'no-troubled-project',
    'not-own-reviewer',
  ]);
  expect(check({ schemes: [scheme(0)] }).map(({ key }) => key)).toEqual([
    'annual-progress',
    'project-course',
    'no-troubled-project',
    'not-own-reviewer',
  ]);
});

it('says of every rule, met or not, what was seen, why it is there and how to mend it', () => {
  const none = check({ schemes: [scheme(0)] }).concat(check({}));
  const full = check({ schemes: [scheme(1_600, 'met')], completions: new Map([['ZL10', '2026-05-01']]) });
  for (const one of [...none, ...full])
    for (const words of [one.label, one.seen, one.explanation, one.mend, one.mendPath])
      expect(words.length).toBeGreaterThan(1);
  expect(full.map(({ met }) => met)).toEqual([true, true, null, null]);
});

it('asks 80 % of every scheme this year', () => {
  expect(rule('annual-progress', { schemes: [scheme(1_280, 'nearly')] })).toMatchObject({
    met: true,
    seen: '今年每个方案都到了 80%。',
  });
  expect(rule('annual-progress', { schemes: [scheme(1_600, 'met'), scheme(1_279)] })).toMatchObject({
    met: false,
    seen: '今年计入 12.79 学分，应修 16，不到 80%；去年也没有达标的记录。',
  });
});

it('or that last year was met, or that the year is exempt', () => {
  expect(rule('annual-progress', { schemes: [scheme(0)], lastYearMet: true })).toMatchObject({
    met: true,
    seen: '去年的结果是达标。',
  });
  expect(rule('annual-progress', { schemes: [scheme(0, 'exempt')] })).toMatchObject({
    met: true,
    seen: '今年免考核。',
  });
  expect(rule('annual-progress', { schemes: [scheme(0, 'exempt'), scheme(100)] })?.met).toBe(false);
});

it.each([
  [['ZL10'], true],
  [['SM03', 'SM04'], true],
  [['SM03'], false],
  [['SM04', 'ZL05'], false],
  [[], false],
])('finds a resident with %j trained: %s', (codes, met) => {
  const completions = new Map(codes.map((code) => [code, '2020-01-01']));
  const found = rule('resident-training', { completions });
  expect(found).toMatchObject({ met, seen: met ? '基础课已经结业。' : '还没有学完其中任何一条路的课。' });
});

it.each([
  ['2026-11-22', '2026年11月22日结业。'],
  ['2023-11-22', '2023年11月22日结业。'],
  ['2023-11-21', '2023年11月21日结业，超过 3 年了。'],
])('counts a project course of %s', (completedOn, seen) => {
  const completions = new Map([['ZL10', completedOn]]);
  const found = rule('project-course', { schemes: [scheme(0)], completions });
  expect(found).toMatchObject({ met: completedOn >= '2023-11-22', seen });
});

it('names the course that is missing', () => {
  expect(rule('project-course', { schemes: [scheme(0)] })).toMatchObject({
    met: false,
    seen: '没有这门课的结业记录。',
  });
});

it.each(['no-troubled-project', 'not-own-reviewer'] as const)(
  'claims nothing of %s: there is nothing to read, a person has to look',
  (key) => {
    expect(rule(key, {})).toMatchObject({
      met: null,
      seen: '系统里还没有项目记录，请人工核实。',
      waived: null,
    });
    const waiver = {
      ruleKey: key,
      label: '',
      reason: '已核实',
      byName: '甲',
      grantedAt: '',
      validTo: '2027-01-01',
    };
    expect(rule(key, { waivers: [waiver] })).toMatchObject({ met: null, waived: { reason: '已核实' } });
  },
);

/**
 * "May lead a project": each rule of the policy with yes, no or nothing to look at, what was seen and how to mend it. A person decides; this
 * only lays the rules beside the record. Source: domain model §6.11, content/policies/leadership-2026.json.
 */
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { joinedPercent } from '#app/lib/percent.ts';
import { formatDate } from '#app/lib/time.ts';
import type { LeadershipPolicy, LeadershipRule, RuleKey } from './leadership.schema.ts';

export interface LeadershipFacts {
  /** The schemes with a total that the person is under this year; amounts in hundredths. */
  schemes: readonly { required: number; counted: number; status: StandingStatus }[];
  lastYearMet: boolean;
  /** Course codes with the newest day of completion. */
  completions: ReadonlyMap<string, string>;
  /** What the academy has set aside on that day. */
  waivers: readonly Waived[];
  /** The day for which the question is asked. */
  day: string;
}

/** A rule set aside for somebody: by whom, when, why and until which day. */
export interface Waived {
  ruleKey: RuleKey;
  label: string;
  reason: string;
  byName: string;
  grantedAt: string;
  validTo: string;
}

export interface CheckedRule {
  key: LeadershipRule['key'];
  label: string;
  explanation: string;
  /** Null where the academy holds nothing that could be read: neither a yes nor a no, a person has to look. */
  met: boolean | null;
  seen: string;
  mend: string;
  mendPath: string;
  /** Set where the academy does not ask a rule that is not met, or that nobody can read here. */
  waived: Waived | null;
}

/** The rules that apply to this person, in the policy's order. */
export function checkLeadership(policy: LeadershipPolicy, facts: LeadershipFacts): CheckedRule[] {
  const withScheme = facts.schemes.length > 0;
  return policy.rules
    .filter(({ appliesTo }) => appliesTo === 'everyone' || (appliesTo === 'with-scheme') === withScheme)
    .map((rule) => {
      const { met, seen } = check(rule, facts);
      return {
        key: rule.key,
        label: rule.label,
        explanation: joinedPercent(rule.explanation),
        met,
        seen,
        mend: rule.mend,
        mendPath: rule.mendPath,
        waived: met ? null : (facts.waivers.find(({ ruleKey }) => ruleKey === rule.key) ?? null),
      };
    });
}

/** The academy keeps no projects yet: to say that somebody has none in trouble would claim what nobody looked at. */
const UNREAD = { met: null, seen: '系统里还没有项目记录，请人工核实。' };

function check(rule: LeadershipRule, facts: LeadershipFacts): { met: boolean | null; seen: string } {
  switch (rule.key) {
    case 'annual-progress':
      return annualProgress(rule, facts);
    case 'resident-training': {
      const ways = rule.parameters.anyOf ?? [];
      const met = ways.some((codes) => codes.every((code) => facts.completions.has(code)));
      return { met, seen: met ? '基础课已经结业。' : '还没有学完其中任何一条路的课。' };
    }
    case 'project-course':
      return projectCourse(rule, facts);
    case 'no-troubled-project':
    case 'not-own-reviewer':
      return UNREAD;
  }
}

function annualProgress(
  { parameters }: LeadershipRule,
  { schemes, lastYearMet }: LeadershipFacts,
): { met: boolean; seen: string } {
  if (lastYearMet) return { met: true, seen: '去年的结果是达标。' };
  const percent = parameters.currentYearPercent ?? 80;
  if (schemes.every(({ status }) => status === 'exempt')) return { met: true, seen: '今年免考核。' };
  const behind = schemes.find(
    ({ required, counted, status }) => status !== 'exempt' && counted * 100 < required * percent,
  );
  if (!behind) return { met: true, seen: `今年每个方案都到了 ${percent}%。` };
  return {
    met: false,
    seen: `今年计入 ${formatHundredths(behind.counted)} 学分，应修 ${formatHundredths(behind.required)}，不到 ${percent}%；去年也没有达标的记录。`,
  };
}

function projectCourse(
  { parameters }: LeadershipRule,
  { completions, day }: LeadershipFacts,
): { met: boolean; seen: string } {
  const code = parameters.course ?? '';
  const years = parameters.withinYears ?? 3;
  const completedOn = completions.get(code);
  if (!completedOn) return { met: false, seen: '没有这门课的结业记录。' };
  const oldest = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  return completedOn >= oldest
    ? { met: true, seen: `${formatDate(completedOn)}结业。` }
    : { met: false, seen: `${formatDate(completedOn)}结业，超过 ${years} 年了。` };
}

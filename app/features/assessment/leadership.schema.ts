import { z } from 'zod';

export const ruleKeys = [
  'annual-progress',
  'resident-training',
  'project-course',
  'no-troubled-project',
  'not-own-reviewer',
] as const;
export type RuleKey = (typeof ruleKeys)[number];

/** What a rule is called where its policy is not at hand: in a waiver, which outlasts versions. */
export const ruleNames: Record<RuleKey, string> = {
  'annual-progress': '年度学分跟得上',
  'resident-training': '学过领办的基础课',
  'project-course': '三年内结业过创投课',
  'no-troubled-project': '手上没有逾期或被终止的项目',
  'not-own-reviewer': '不是同一批次的评审',
};

/** The rules for leading a project (content/policies/leadership-*.json). */
export const leadershipPolicy = z.looseObject({
  title: z.string(),
  version: z.string(),
  statement: z.string(),
  rules: z.array(
    z.object({
      key: z.enum(ruleKeys),
      appliesTo: z.enum(['with-scheme', 'without-scheme', 'everyone']),
      label: z.string(),
      parameters: z.looseObject({
        currentYearPercent: z.number().optional(),
        anyOf: z.array(z.array(z.string())).optional(),
        course: z.string().optional(),
        withinYears: z.number().optional(),
      }),
      explanation: z.string(),
      mend: z.string(),
      mendPath: z.string(),
    }),
  ),
});
export type LeadershipPolicy = z.infer<typeof leadershipPolicy>;
export type LeadershipRule = LeadershipPolicy['rules'][number];

import { z } from 'zod';

/** The rules for leading a project (content/policies/leadership-*.json). */
export const leadershipPolicy = z.looseObject({
  title: z.string(),
  version: z.string(),
  statement: z.string(),
  rules: z.array(
    z.object({
      key: z.enum([
        'annual-progress',
        'resident-training',
        'project-course',
        'no-troubled-project',
        'not-own-reviewer',
      ]),
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

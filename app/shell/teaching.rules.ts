import { z } from 'zod';

/** The three kinds of work in a section, each a tab of its page. */
export const tabs = [
  { key: 'roster', label: '名单' },
  { key: 'attendance', label: '考勤' },
  { key: 'appraisal', label: '评学' },
] as const;
export const teachingTabs = z.enum(['roster', 'attendance', 'appraisal']);
export type TeachingTab = z.infer<typeof teachingTabs>;

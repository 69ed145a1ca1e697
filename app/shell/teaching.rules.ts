/** The kinds of work in a section, each a tab of its page. */
export const tabs = [
  { key: 'roster', label: '名单' },
  { key: 'attendance', label: '考勤' },
  { key: 'make-up', label: '补课' },
  { key: 'appraisal', label: '评学' },
  { key: 'feedback', label: '学员评价' },
] as const;
export type TeachingTab = (typeof tabs)[number]['key'];

/** The tab that an address asks for; the list for any other word. */
export function tabOf(word: string | null): TeachingTab {
  return tabs.find(({ key }) => key === word)?.key ?? 'roster';
}

import { Tabs } from '#app/ui/tabs.tsx';

export const readItems = ['syllabus', 'lesson-plan', 'handout', 'slides'] as const;
/** What of the five ones is read: the fifth is a person. */
export type ReadItem = (typeof readItems)[number];
export const readItemNames: Record<ReadItem, string> = {
  syllabus: '大纲',
  'lesson-plan': '教案',
  handout: '讲义',
  slides: '幻灯片',
};

/** The texts of a course beside each other. */
export function FiveOneTabs({
  code,
  current,
  there,
}: {
  code: string;
  current: ReadItem;
  there: readonly ReadItem[];
}) {
  const shown = readItems.filter((item) => there.includes(item));
  return (
    <Tabs
      label="课程材料"
      tabs={shown.map((item) => ({
        label: readItemNames[item],
        href: `/courses/${code}/${item}`,
        current: item === current,
      }))}
    />
  );
}

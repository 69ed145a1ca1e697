import { Tabs } from '#app/ui/tabs.tsx';

const parts = [
  ['', '这个班'],
  ['/meetings', '课次'],
  ['/details', '资料'],
  ['/classes', '分班'],
  ['/certificates', '结业证书'],
  ['/list', '打印名单'],
] as const;

/** The parts of a section at the registrar's desk, each an address of its own. */
export function SectionTabs({
  sectionId,
  current,
}: {
  sectionId: string;
  current: (typeof parts)[number][0];
}) {
  return (
    <Tabs
      label="这个班的各部分"
      tabs={parts.map(([part, label]) => ({
        label,
        href: `/admin/sections/${sectionId}${part}`,
        current: part === current,
      }))}
    />
  );
}

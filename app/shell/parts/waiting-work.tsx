import type { WaitingWork } from '#app/shell/waiting-work.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TodoList } from '#app/ui/todo-list.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const kinds = [
  {
    key: 'attempts',
    title: (n: number) => `${n} 份答卷要看过才出分`,
    label: '看答卷',
    href: '/teach/exercises/marking',
  },
  { key: 'works', title: (n: number) => `${n} 份作业交上来了`, label: '看作业', href: '/teach/tasks' },
  {
    key: 'reviews',
    title: (n: number) => `${n} 讲录播等人审看`,
    label: '审看录播',
    href: '/teach/recordings/reviews',
  },
] as const;

/** What waits to be looked at, of each kind how many and the way to it; nothing where nothing waits. */
export function WaitingWorkList({ waiting }: { waiting: WaitingWork }) {
  const spoken = useSpoken();
  const there = kinds.filter(({ key }) => waiting[key] > 0);
  if (there.length === 0) return null;
  return (
    <Section title={spoken('等着你看')}>
      <TodoList
        items={there.map(({ key, title, label, href }, index) => ({
          title: title(waiting[key]),
          action: (
            <ButtonLink href={href} tone={index === 0 ? 'primary' : 'secondary'}>
              {label}
            </ButtonLink>
          ),
        }))}
      />
    </Section>
  );
}

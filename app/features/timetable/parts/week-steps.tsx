import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

type View = 'week' | 'list';

/** Where the pages of a timetable lie around the one that is shown. */
export interface Leafing {
  view: View;
  /** The days to step to; null where the year ends. */
  before: string | null;
  after: string | null;
  today: string;
  /** Whether today is among what is shown. */
  isNow: boolean;
  /** The address with something changed. */
  to: (change: { view?: View; day?: string }) => string;
}

/** 周表 or 列表. */
export function ViewTabs({ view, to }: Pick<Leafing, 'view' | 'to'>) {
  return (
    <Tabs
      label="怎么看"
      tabs={[
        { label: '周表', href: to({ view: 'week' }), current: view === 'week' },
        { label: '列表', href: to({ view: 'list' }), current: view === 'list' },
      ]}
    />
  );
}

/** Back, today, on: by a week, or by two in a list; and how many meetings there are. */
export function WeekSteps({ view, before, after, today, isNow, to, count }: Leafing & { count: string }) {
  return (
    <div className="week-steps">
      <nav className="no-print" aria-label="换时间">
        {before ? (
          <ButtonLink href={to({ day: before })}>{view === 'week' ? '上一周' : '前两周'}</ButtonLink>
        ) : null}
        {isNow ? null : <ButtonLink href={to({ day: today })}>今天</ButtonLink>}
        {after ? (
          <ButtonLink href={to({ day: after })}>{view === 'week' ? '下一周' : '后两周'}</ButtonLink>
        ) : null}
      </nav>
      <p>
        {periodWords[view]}
        {count}
      </p>
    </div>
  );
}

/** What is said where nobody meets, with the way on. */
export function NoMeetings({ title, words, leafing }: { title: string; words: string; leafing: Leafing }) {
  const { view, after, to } = leafing;
  return (
    <EmptyState
      title={title}
      action={
        after ? (
          <ButtonLink href={to({ day: after })}>{view === 'week' ? '看下一周' : '看后两周'}</ButtonLink>
        ) : null
      }
    >
      <p>{words}</p>
    </EmptyState>
  );
}

/** `这一周`, `这两周`: what a count is of. */
export const periodWords: Record<View, string> = { week: '这一周', list: '这两周' };

/** Said above when a timetable opens later than today. */
export const laterWords: Record<View, string> = {
  week: '本周没有课了，先看最近有课的一周',
  list: '这两周没有课，先看最近有课的日子',
};

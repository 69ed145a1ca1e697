import type { CatchingUp } from '#app/features/credits/promotion.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { Section } from '#app/ui/page-title.tsx';
import { MeterList } from '#app/ui/progress.tsx';
import { Status } from '#app/ui/status.tsx';

/** What is to be made up after a promotion, and until when; nothing where there is nothing. */
export function CatchingUpList({ items }: { items: readonly CatchingUp[] }) {
  return items.map((item) => (
    <Section key={`${item.label}${item.since}`} title="任职补学">
      <p>
        <Status tone="attention">{item.state === 'late' ? '已过期，还没补齐' : '要补学'}</Status>{' '}
        {formatDate(item.dueOn)}前补齐
      </p>
      <p className="quiet">
        {formatDate(item.since)}起担任{item.positions.map((position) => positionNames[position]).join('、')}。
        {item.explanation}
      </p>
      {item.required > item.before ? (
        <MeterList
          meters={[
            {
              label: '要补的学分',
              value: item.madeUp / 100,
              of: (item.required - item.before) / 100,
              note: `任职前一年得到 ${formatHundredths(item.before)}，要求 ${formatHundredths(item.required)}`,
            },
          ]}
        />
      ) : null}
      {item.courses.map(({ code, done }) => (
        <p key={code}>
          <a href={`/courses/${code}`}>课程 {code}</a>：{done ? '已经学完' : '还没有学完'}
        </p>
      ))}
    </Section>
  ));
}

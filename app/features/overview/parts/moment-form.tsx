import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  moment: Moment;
  /** The year of credits that is under way. */
  thisYear: number;
  /** What narrows the list, kept when another day is looked at. */
  narrowed: Readonly<Record<string, string>>;
}

const YEARS_BACK = 3;

/** Which year and which day: links to the last years, and a day of one's own. */
export function MomentForm({ moment, thisYear, narrowed }: Props) {
  const action = '/assess';
  const years = Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back);
  return (
    <div className="stack gap-3">
      <Tabs
        label="年度"
        tabs={years.map((year) => ({
          label: `${year} 年`,
          href: `${action}?${new URLSearchParams({ ...narrowed, year: String(year) })}`,
          current: year === moment.year,
        }))}
      />
      <p>
        结果是 {moment.year} 全年的；在不在范围里、身份和组织，是 {formatDate(moment.onDay)}的。
      </p>
      <details className="fold">
        <summary>看另一天的组织</summary>
        <form className="form" method="get" action={action}>
          {Object.entries(narrowed).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            name="on"
            label="哪一天"
            hint="那一天在范围里的人，和他们那天的身份。"
            type="date"
            width="medium"
            defaultValue={moment.onDay}
            required
          />
          <div className="actions">
            <Button>看这一天</Button>
          </div>
        </form>
      </details>
    </div>
  );
}

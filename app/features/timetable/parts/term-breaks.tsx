import type { fieldOf } from '#app/lib/form-answer.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Table } from '#app/ui/table.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { daysWords } from '../section-words.rules.ts';

interface PlannedMeeting {
  id: string;
  sectionId: string;
  title: string;
  day: string;
}

interface Props {
  /** The page of the term. */
  href: string;
  breaks: readonly { id: string; name: string; fromDay: string; toDay: string }[];
  /** The meetings that lie in a break, by its id. */
  meetings: Readonly<Record<string, readonly PlannedMeeting[]>>;
  /** Years of the term whose statutory holidays are not announced yet. */
  unknownYears: readonly number[];
  field: ReturnType<typeof fieldOf>;
}

/** The days on which a term has no classes, with the ways to add and remove some. */
export function TermBreaks({ href, breaks, meetings, unknownYears, field }: Props) {
  return (
    <Section title="停课的日子" id="breaks">
      {unknownYears.length > 0 ? (
        <Notice title={`${unknownYears.join('、')} 年的放假安排还没有`}>公布以后，请在下面补上。</Notice>
      ) : null}
      <Table
        caption="停课的日子，按先后"
        captionHidden
        rows={breaks}
        rowKey={({ id }) => id}
        empty={<p className="quiet">这学期没有停课的日子。</p>}
        columns={[
          { key: 'name', label: '停课', head: true, render: ({ name }) => name },
          { key: 'days', label: '日期', render: ({ fromDay, toDay }) => daysWords(fromDay, toDay) },
          {
            key: 'meetings',
            label: '这几天的课',
            render: ({ id }) => <Planned meetings={meetings[id] ?? []} />,
          },
          {
            key: 'remove',
            label: '操作',
            render: ({ id, name }) => (
              <PostButton
                action={`${href}#breaks`}
                fields={{ means: 'break-end', break: id }}
                tone="quiet"
                label={`去掉${name}`}
              >
                去掉
              </PostButton>
            ),
          },
        ]}
      />
      <h3>加一段停课</h3>
      <form className="form form-pairs" method="post" action={`${href}#breaks`}>
        <input type="hidden" name="means" value="break" />
        <div className="form-wide">
          <TextField {...field('name')} label="为什么停课" hint="比如：社区大扫除、高温假。" maxLength={64} />
        </div>
        <TextField {...field('fromDay')} label="从哪一天" type="date" width="medium" />
        <TextField {...field('toDay')} label="到哪一天（这天也停）" type="date" width="medium" />
        <div className="actions">
          <Button type="submit">加上</Button>
        </div>
      </form>
    </Section>
  );
}

const MOST_SHOWN = 8;

/** What was planned on these days before they were free: each with the way to move it. */
function Planned({ meetings }: { meetings: readonly PlannedMeeting[] }) {
  if (meetings.length === 0) return '没有';
  const more = meetings.length - MOST_SHOWN;
  return (
    <div>
      已经排了 {meetings.length} 次，不会自动改：
      <ul className="plain-list">
        {meetings.slice(0, MOST_SHOWN).map(({ id, sectionId, title, day }) => (
          <li key={id}>
            <a className="link-target" href={`/admin/sections/${sectionId}/meetings?change=${id}`}>
              {formatShortDate(day)} {title}
            </a>
          </li>
        ))}
      </ul>
      {more > 0 ? `还有 ${more} 次，改了上面的再看。` : null}
    </div>
  );
}

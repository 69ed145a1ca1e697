import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Status } from '#app/ui/status.tsx';
import type { ShownDay } from '../board.rules.ts';
import type { ShownMeeting } from '../shown-meeting.rules.ts';
import type { WeekRow } from '../week.rules.ts';

/** Seven days beside each other, each in three parts: a table, for screens and sheets wide enough to hold it. */
export function WeekTable({
  caption,
  days,
  rows,
}: {
  caption: string;
  days: readonly ShownDay[];
  rows: readonly WeekRow<ShownMeeting>[];
}) {
  return (
    <table className="week-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <td />
          {days.map(({ day, weekday, date, isToday }) => (
            <th key={day} scope="col" aria-current={isToday ? 'date' : undefined}>
              {weekday}
              <span>{date}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ time, cells }) => (
          <tr key={time}>
            <th scope="row">{time}</th>
            {cells.map(({ day, meetings }) => (
              <td key={day}>
                {meetings.map((meeting) => (
                  <CellMeeting key={meeting.id} meeting={meeting} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CellMeeting({ meeting }: { meeting: ShownMeeting }) {
  const { shortClock, school, title, href, teacher, place, change, cancelled } = meeting;
  return (
    <div className="week-meeting">
      <p className="figures">{shortClock}</p>
      <p>
        <SchoolMark school={school} /> <a href={href}>{title}</a>
      </p>
      {teacher ? <p className="quiet">{teacher}</p> : null}
      {place ? <p className="quiet">{place}</p> : null}
      <ChangeStatus change={change} cancelled={cancelled} />
    </div>
  );
}

/** The words of a change stand in full where a line has room. */
export function ChangeStatus({
  change,
  cancelled,
  inFull = false,
}: Pick<ShownMeeting, 'change' | 'cancelled'> & { inFull?: boolean }) {
  if (cancelled) return <Status tone="closed">已取消</Status>;
  if (!change) return null;
  return <Status tone="attention">{inFull ? change : '有调整'}</Status>;
}

import { Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import type { ShownDay } from '../board.rules.ts';
import type { ShownMeeting } from '../shown-meeting.rules.ts';
import { ChangeStatus } from './week-timetable.tsx';

/** The days below each other, each with its meetings; days without any are left out. */
export function DayList({ days }: { days: readonly { day: ShownDay; meetings: readonly ShownMeeting[] }[] }) {
  return (
    <div className="day-list">
      {days.map(({ day: { day, weekday, date, isToday }, meetings }) => (
        <Section key={day} id={`day-${day}`} title={`${date} ${weekday}${isToday ? '（今天）' : ''}`}>
          <ul className="agenda">
            {meetings.map((meeting) => (
              <li key={meeting.id}>
                <p className="figures">{meeting.clock}</p>
                <div>
                  <p className="marked-line">
                    <SchoolMark school={meeting.school} />
                    <a href={meeting.href}>{meeting.title}</a>
                  </p>
                  <p className="quiet phrases">
                    {[meeting.turn, meeting.teacher, meeting.place].filter(Boolean).join('\u00a0· ')}
                  </p>
                  <ChangeStatus {...meeting} inFull />
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}

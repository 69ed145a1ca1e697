import { formatClock, formatShortDate } from '#app/lib/time.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import type { Booked } from '../booked.server.ts';

/** `sectionId`: of the meeting that it is. `mayRelease`: an event that has not ended. */
export type ShownBooking = Booked & { sectionId: string | null; mayRelease: boolean };

export interface ShownDay {
  day: string;
  /** `周三 8:30–17:30，延时到 20:30` */
  hours: string;
  bookings: ShownBooking[];
}

interface Props {
  /** The page of the place. */
  href: string;
  week: string;
  before: string;
  after: string;
  days: readonly ShownDay[];
  /** What was typed to give one back, and what is wrong with it. */
  releasing?: { booking: string; reason: string; error?: string };
}

/** A week of a place: every day with its hours, who is there when, and the ways to the weeks beside it. */
export function VenueWeek({ href, week, before, after, days, releasing }: Props) {
  const first = days[0]?.day ?? week;
  const last = days.at(-1)?.day ?? week;
  return (
    <Section title={`${formatShortDate(first)}至${formatShortDate(last)}`} id="week">
      <div className="actions">
        <ButtonLink href={`${href}?week=${before}#week`}>上一周</ButtonLink>
        <ButtonLink href={`${href}?week=${after}#week`}>下一周</ButtonLink>
      </div>
      <ul className="agenda venue-week">
        {days.map((day) => (
          <li key={day.day}>
            <div>
              <h3>{formatShortDate(day.day)}</h3>
              <p className="quiet">{day.hours}</p>
            </div>
            <Bookings {...{ href: `${href}?week=${week}`, bookings: day.bookings, releasing }} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface BookingsProps {
  href: string;
  bookings: readonly ShownBooking[];
  releasing: Props['releasing'];
}

function Bookings({ href, bookings, releasing }: BookingsProps) {
  if (bookings.length === 0) return <p className="quiet">没有安排</p>;
  return (
    <ul className="venue-bookings">
      {bookings.map((booking) => (
        <li key={booking.id}>
          <BookingLine booking={booking} />
          {booking.mayRelease ? <Release {...{ href, booking, releasing }} /> : null}
        </li>
      ))}
    </ul>
  );
}

function clocks({ startsAt, endsAt }: Booked): string {
  const [start, end] = [formatClock(startsAt), formatClock(endsAt)];
  return `${start}–${end.slice(0, 2) === start.slice(0, 2) ? end.slice(3) : end}`;
}

function BookingLine({ booking }: { booking: ShownBooking }) {
  const { title, school, sectionId, meetingId } = booking;
  return (
    <>
      <p className="marked-line">
        {school ? <SchoolMark school={school} /> : null}
        {sectionId ? <a href={`/admin/sections/${sectionId}`}>{title}</a> : title}
      </p>
      <p className="quiet">{`${clocks(booking)} · ${meetingId ? '上课' : '活动'}`}</p>
    </>
  );
}

function Release({
  href,
  booking: { id, title },
  releasing,
}: {
  href: string;
  booking: ShownBooking;
  releasing: Props['releasing'];
}) {
  const own = releasing?.booking === id ? releasing : undefined;
  return (
    <ConfirmFold label="取消预订…">
      <form className="form" method="post" action={href}>
        <input type="hidden" name="means" value="release" />
        <input type="hidden" name="booking" value={id} />
        <TextField
          id={`reason-${id}`}
          name="reason"
          label={`为什么取消《${title}》`}
          maxLength={200}
          defaultValue={own?.reason}
          error={own?.error}
        />
        <Button type="submit">取消预订</Button>
      </form>
    </ConfirmFold>
  );
}

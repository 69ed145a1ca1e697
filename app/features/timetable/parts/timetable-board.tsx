import { Notice } from '#app/ui/notice.tsx';
import type { Board } from '../board.rules.ts';
import { DayList } from './day-list.tsx';
import { WeekTable } from './week-timetable.tsx';

/** A timetable's days: as a list, or as a week's table that is a list where the screen is narrow. */
export function TimetableBoard({ board, caption }: { board: Board; caption: string }) {
  const { rows, days, listed, jump } = board;
  if (rows === null) return <DayList days={listed} />;
  return (
    <>
      <div className="week-wide">
        <WeekTable caption={caption} days={days} rows={rows} />
      </div>
      <div className="week-narrow">
        {jump ? (
          <p>
            <a className="link-target" href={`#day-${jump}`}>
              跳到今天以后的课
            </a>
          </p>
        ) : null}
        <DayList days={listed} />
      </div>
    </>
  );
}

/** Says that not everything could be shown, and how to see the rest. */
export function TooMuch({ board, narrowed }: { board: Board; narrowed: boolean }) {
  if (board.lastListed !== null)
    return (
      <Notice title={`课太多，只列到${board.lastListed}，后面的没有列出来`}>
        {narrowed ? '请往后翻，或者到课程库按课程查。' : '请在上面选一所学校或一个阵地再看。'}
      </Notice>
    );
  if (!board.isTooFull) return null;
  return <Notice title="课太多，一张周表放不下，下面按天列出来">选一所学校或一个阵地，就能看成周表。</Notice>;
}

import { attendanceNames, markedStates } from '#app/features/attendance/attendance.rules.ts';
import type { ListedMark } from '#app/features/attendance/marks.server.ts';
import { sheetWords } from '#app/features/attendance/sheet-words.rules.ts';
import type { RosterLine } from '#app/features/selection/reading.server.ts';
import type { Meeting } from '#app/features/timetable/meetings.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  sectionId: string;
  meetings: readonly Meeting[];
  meeting: Meeting | null;
  /** The meeting has begun. */
  hasBegun: boolean;
  roster: readonly RosterLine[];
  marks: readonly ListedMark[];
}

/** The teacher's list of one meeting: a row a person, one press a state, saved together. */
export function AttendanceSheet({ sectionId, meetings, meeting, hasBegun, roster, marks }: Props) {
  if (!meeting) {
    return (
      <EmptyState title="这个班没有课次">
        <p>录播班不用点名。线下班请教务排好课次。</p>
      </EmptyState>
    );
  }
  const here = new Map(
    marks.filter(({ meetingId }) => meetingId === meeting.id).map((mark) => [mark.personId, mark]),
  );
  const stateOf = (personId: string) => here.get(personId)?.state;
  // Marks that came with a merge, or before the meeting, are no list yet.
  const listed = roster.some(({ personId }) => here.get(personId)?.taken || here.get(personId)?.byCode);
  const marked = roster.filter(({ personId }) => here.has(personId)).length;
  const carried = roster.filter(({ personId }) => here.get(personId)?.carried).length;
  return (
    <>
      <MeetingPicker sectionId={sectionId} meetings={meetings} chosen={meeting.id} />
      <Section title={`第 ${meeting.number} 次 · ${meeting.topic}`}>
        <p>
          {formatMoment(meeting.startsAt)}
          {meeting.venueName ? `，${meeting.venueName}` : ''}。
          {sheetWords({ hasBegun, isListed: listed, marked, carried, size: roster.length })}
        </p>
        <p>
          <a href={`/teach/sections/${sectionId}/meetings/${meeting.id}/screen`}>大屏签到码</a>
          <span className="quiet">（可用可不用，以这张名单为准）</span>
        </p>
        <form method="post" action={`/teach/sections/${sectionId}/attendance`} className="form max-w-none">
          <input type="hidden" name="meeting" value={meeting.id} />
          {roster.map(({ personId, name }) => (
            <fieldset key={personId} className="mark-row">
              <legend>{name}</legend>
              <div className="mark-choices">
                {markedStates.map((state) => (
                  <label key={state} className="mark-choice">
                    <input
                      type="radio"
                      name={personId}
                      value={state}
                      defaultChecked={(stateOf(personId) ?? (listed ? undefined : 'present')) === state}
                    />
                    <span>{attendanceNames[state]}</span>
                  </label>
                ))}
              </div>
              <MarkNote mark={here.get(personId)} />
            </fieldset>
          ))}
          <div className="actions">
            <Button type="submit" tone="primary">
              保存考勤
            </Button>
          </div>
        </form>
      </Section>
    </>
  );
}

function MeetingPicker({
  sectionId,
  meetings,
  chosen,
}: Pick<Props, 'sectionId' | 'meetings'> & { chosen: string }) {
  return (
    <nav aria-label="课次">
      <ul className="meeting-picker">
        {meetings.map(({ id, number }) => (
          <li key={id}>
            <a
              href={`/teach/sections/${sectionId}?tab=attendance&meeting=${id}`}
              aria-current={id === chosen ? 'page' : undefined}
            >
              第 {number} 次
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Where a mark comes from, when it is not from this list. */
function MarkNote({ mark }: { mark: ListedMark | undefined }) {
  if (!mark || (mark.state !== 'made-up' && !mark.carried && !mark.byCode)) return null;
  return (
    <p className="mark-note">
      {mark.byCode ? <Status tone="done">自己签到</Status> : null}
      {mark.state === 'made-up' ? <Status tone="done">已补课</Status> : null}
      {mark.carried ? <Status tone="neutral">从原来的班带过来</Status> : null}
    </p>
  );
}

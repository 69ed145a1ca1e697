import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { spanWords } from '../clash-words.rules.ts';
import type { MeetingWithHistory } from '../meeting-history.server.ts';

interface Props {
  sectionId: string;
  meetings: readonly MeetingWithHistory[];
  mayChange: boolean;
  /** The present instant. */
  at: string;
}

/** The meetings of a section with what became of each. */
export function MeetingTable({ sectionId, meetings, mayChange, at }: Props) {
  return (
    <Table
      caption="课次，按时间"
      captionHidden
      rows={meetings}
      rowKey={({ id }) => id}
      empty={<p className="quiet">这个班没有课次，学员看录播。</p>}
      columns={[
        {
          key: 'number',
          label: '课次',
          head: true,
          render: meetingName,
        },
        {
          key: 'time',
          label: '时间',
          render: (meeting) => (
            <div>
              {meeting.cancelledBecause === null ? spanWords(meeting) : <s>{spanWords(meeting)}</s>}
              {meeting.moves.map((move) => (
                <span key={`${move.fromStartsAt}${move.reason}`} className="quiet block">
                  原定 {spanWords({ startsAt: move.fromStartsAt, endsAt: move.fromEndsAt })}
                  {move.fromVenueName ? `，${move.fromVenueName}` : ''}；{move.reason}
                </span>
              ))}
            </div>
          ),
        },
        { key: 'venue', label: '地点', render: ({ venueName }) => venueName ?? '—' },
        { key: 'state', label: '状态', render: (meeting) => <State meeting={meeting} at={at} /> },
        {
          key: 'change',
          label: '改动',
          render: (meeting) =>
            mayChange && meeting.cancelledBecause === null && meeting.startsAt > at ? (
              <a href={`/admin/sections/${sectionId}/meetings?change=${meeting.id}`}>
                改动或取消<span className="sr-only">：第 {meeting.number} 次</span>
              </a>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

/** What one is called: its number, and its topic where it has one. */
export const meetingName = ({ number, topic }: MeetingWithHistory): string =>
  topic === `第 ${number} 次课` ? `第 ${number} 次` : `第 ${number} 次 · ${topic}`;

/** How one stands at an instant. */
export function meetingStateWords({ cancelledBecause, startsAt, endsAt }: MeetingWithHistory, at: string) {
  if (cancelledBecause !== null) return { tone: 'closed', words: '已取消' } as const;
  if (endsAt <= at) return { tone: 'done', words: '已上' } as const;
  return startsAt <= at
    ? ({ tone: 'progress', words: '正在上' } as const)
    : ({ tone: 'neutral', words: '未上' } as const);
}

function State({ meeting, at }: { meeting: MeetingWithHistory; at: string }) {
  const { tone, words } = meetingStateWords(meeting, at);
  if (meeting.cancelledBecause === null) return <Status tone={tone}>{words}</Status>;
  return (
    <div>
      <Status tone={tone}>{words}</Status>
      <span className="quiet block">{meeting.cancelledBecause}</span>
    </div>
  );
}

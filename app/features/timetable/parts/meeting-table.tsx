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
          render: ({ number, topic }) =>
            topic === `第 ${number} 次课` ? `第 ${number} 次` : `第 ${number} 次 · ${topic}`,
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

function State({ meeting, at }: { meeting: MeetingWithHistory; at: string }) {
  if (meeting.cancelledBecause !== null)
    return (
      <div>
        <Status tone="closed">已取消</Status>
        <span className="quiet block">{meeting.cancelledBecause}</span>
      </div>
    );
  if (meeting.endsAt <= at) return <Status tone="done">已上</Status>;
  return meeting.startsAt <= at ? (
    <Status tone="progress">正在上</Status>
  ) : (
    <Status tone="neutral">未上</Status>
  );
}

import type { DeskRecording } from '#app/features/recordings/desk.server.ts';
import { formatSeconds, formatShortDate } from '#app/lib/time.ts';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

/** The three states of a recording in words. */
export const recordingStates = {
  draft: { word: '没发布', tone: 'attention' },
  published: { word: '已发布', tone: 'done' },
  withdrawn: { word: '已撤下', tone: 'closed' },
} as const;

/** The recordings that somebody keeps, newest first. */
export function RecordingTable({ recordings }: { recordings: readonly DeskRecording[] }) {
  return (
    <Table
      caption="录播，新的在前"
      captionHidden
      rows={recordings}
      rowKey={({ id }) => id}
      empty="还没有录播。上传第一讲吧。"
      columns={[
        {
          key: 'title',
          label: '标题',
          head: true,
          render: ({ id, title }) => <a href={`/teach/recordings/${id}`}>{title}</a>,
        },
        { key: 'course', label: '课程', render: ({ courseTitle }) => courseTitle },
        { key: 'length', label: '时长', render: ({ durationSeconds }) => formatSeconds(durationSeconds) },
        { key: 'captions', label: '字幕', render: ({ hasCaptions }) => (hasCaptions ? '有' : '没有') },
        { key: 'made', label: '上传', render: ({ createdAt }) => formatShortDate(createdAt) },
        {
          key: 'state',
          label: '状态',
          render: ({ state }) => (
            <Status tone={recordingStates[state].tone}>{recordingStates[state].word}</Status>
          ),
        },
      ]}
    />
  );
}

import type { DeskRecording } from '#app/features/recordings/desk.server.ts';
import type { RecordingState } from '#app/features/recordings/review.rules.ts';
import { formatSeconds, formatShortDate } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { recordingStates } from './recording-states.ts';

/** How far a recording is on its way to the people who watch it. */
export function RecordingStatus({ state }: { state: RecordingState }) {
  const { tone, words } = recordingStates[state];
  return <Status tone={tone}>{words}</Status>;
}

const columns: readonly Column<DeskRecording>[] = [
  {
    key: 'title',
    label: '标题',
    head: true,
    render: ({ id, title }) => <a href={`/teach/recordings/${id}`}>{title}</a>,
  },
  {
    key: 'course',
    label: '课程',
    render: ({ courseTitle, sectionTitle }) =>
      sectionTitle ? `${courseTitle} · ${sectionTitle}` : courseTitle,
  },
  {
    key: 'length',
    label: '时长',
    align: 'end',
    short: true,
    render: ({ durationSeconds }) => (
      <span className="whitespace-nowrap">{formatSeconds(durationSeconds)}</span>
    ),
  },
  {
    key: 'captions',
    label: '字幕',
    short: true,
    render: ({ hasCaptions }) => (hasCaptions ? '有' : '还没有'),
  },
  { key: 'date', label: '上传', short: true, render: ({ createdAt }) => formatShortDate(createdAt) },
  { key: 'state', label: '状态', render: ({ state }) => <RecordingStatus state={state} /> },
];

/** The recordings of a desk, each leading to the page where it is edited. */
export function RecordingTable({ recordings }: { recordings: readonly DeskRecording[] }) {
  const empty = (
    <EmptyState title="还没有录播" action={<ButtonLink href="#upload">上传第一讲</ButtonLink>}>
      <p>上传以后先存成草稿，配好字幕、看过一遍，再发布。</p>
    </EmptyState>
  );
  return (
    <Table
      caption="录播"
      captionHidden
      columns={columns}
      rows={recordings}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

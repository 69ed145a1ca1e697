import type { WaitingReview } from '#app/features/recordings/reviews.server.ts';
import { formatMoment, formatSeconds } from '#app/lib/time.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

const columns: readonly Column<WaitingReview>[] = [
  {
    key: 'title',
    label: '标题',
    head: true,
    render: ({ recordingId, title }) => <a href={`/teach/recordings/${recordingId}`}>{title}</a>,
  },
  { key: 'course', label: '课程', render: ({ courseTitle }) => courseTitle },
  {
    key: 'length',
    label: '时长',
    align: 'end',
    render: ({ durationSeconds }) => formatSeconds(durationSeconds),
  },
  { key: 'by', label: '谁送审', short: true, render: ({ submittedBy }) => submittedBy ?? '学院' },
  { key: 'at', label: '送审时间', render: ({ submittedAt }) => formatMoment(submittedAt) },
];

/** The recordings that wait for a second person, longest waiting first. */
export function WaitingReviews({ waiting }: { waiting: readonly WaitingReview[] }) {
  const empty = (
    <EmptyState
      title="没有等着审看的录播"
      action={<ButtonLink href="/teach/recordings">看所有录播</ButtonLink>}
    >
      <p>别人送审的录播会列在这里。自己上传或送审的，要请另一位看。</p>
    </EmptyState>
  );
  return (
    <Table
      caption="等着审看的录播"
      captionHidden
      columns={columns}
      rows={waiting}
      rowKey={({ recordingId }) => recordingId}
      empty={empty}
    />
  );
}

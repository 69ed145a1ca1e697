import { FileLinks } from '#app/features/media/parts/work-files.tsx';
import type { WorkVersion } from '#app/features/tasks/reading.server.ts';
import { type WorkState, workStateNames } from '#app/features/tasks/work.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { Status, type StatusTone } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const tones: Record<WorkState, StatusTone> = {
  draft: 'neutral',
  'handed-in': 'progress',
  returned: 'attention',
  passed: 'done',
};

/** Where somebody's work stands, in words and colour. */
export function WorkStatus({ state }: { state: WorkState }) {
  return <Status tone={tones[state]}>{workStateNames[state]}</Status>;
}

/** One version as it was handed in, with what the reviewer said. */
export function VersionCard({ version }: { version: WorkVersion }) {
  return (
    <Card
      title={`第 ${version.number} 次交`}
      aside={<WorkStatus state={version.state} />}
      footer={version.review ? <ReviewShown review={version.review} /> : undefined}
    >
      {version.submittedAt ? <p className="quiet">{formatMoment(version.submittedAt)}</p> : null}
      {version.body ? <p className="whitespace-pre-line">{version.body}</p> : null}
      <FileLinks files={version.files} />
    </Card>
  );
}

function ReviewShown({ review }: { review: NonNullable<WorkVersion['review']> }) {
  const spoken = useSpoken();
  return (
    <div>
      <p className="quiet">老师 {formatMoment(review.at)}</p>
      {review.words ? <p className="whitespace-pre-line">{spoken(review.words)}</p> : null}
      {review.marks.length > 0 ? (
        <p>
          {review.marks.map(({ label, points, of }) => `${label} ${points}/${of}`).join('，')}，共{' '}
          {review.score} 分
        </p>
      ) : null}
    </div>
  );
}

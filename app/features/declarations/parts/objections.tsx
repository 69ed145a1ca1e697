import type { ReviewDesk } from '#app/features/declarations/desk.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

/** What was said against it during publicity: for reviewers only. */
export function Objections({ objections }: Pick<ReviewDesk, 'objections'>) {
  if (objections.length === 0) return null;
  return (
    <Section title="异议">
      <Stack>
        {objections.map(({ id, personName, words, at, open }) => (
          <Card
            key={id}
            title={personName}
            aside={open ? <Status tone="attention">待处理</Status> : <Status tone="closed">处理过了</Status>}
          >
            <p className="whitespace-pre-line">{words}</p>
            <p className="quiet">{formatMoment(at)}。提出的人只有审核员看得到，请不要告诉别人。</p>
          </Card>
        ))}
      </Stack>
    </Section>
  );
}

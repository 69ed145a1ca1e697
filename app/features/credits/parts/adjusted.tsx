import type { EntryEvidence } from '#app/features/credits/reading.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';

/** Who proposed a change, who confirmed it, and on what. */
export function Adjusted({
  adjustment,
  entryHref,
}: {
  adjustment: EntryEvidence['adjustment'];
  /** The address of another entry of the same person, for whoever is looking. */
  entryHref: (entryId: string) => string;
}) {
  if (!adjustment) return null;
  const { kind, reason, evidence, proposedBy, proposedAt, confirmedBy, confirmedAt, words, insteadOf } =
    adjustment;
  return (
    <Section title="由两个人调整">
      <DescriptionList
        facts={[
          ['情况', kind],
          ['理由', reason],
          ['依据', evidence],
          ['提出', `${proposedBy}，${formatDate(proposedAt)}`],
          ['确认', `${confirmedBy}，${formatDate(confirmedAt)}：${words}`],
        ]}
      />
      {insteadOf ? (
        <p>
          <a href={entryHref(insteadOf)}>看原来的记录</a>
        </p>
      ) : null}
    </Section>
  );
}

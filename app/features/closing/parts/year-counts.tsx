import type { Counts } from '#app/features/closing/counts.rules.ts';
import { resultWords } from '#app/features/closing/result-words.ts';
import { confirmationWords } from '#app/features/closing/sheet-words.rules.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';

/** How many people there are of each result; who they are stands in no list. */
export function YearCounts({
  people,
  counts,
  answers,
}: {
  people: number;
  counts: Counts;
  answers?: boolean;
}) {
  return (
    <DescriptionList
      facts={[
        ['情况表', `${people} 人`],
        ...(['met', 'nearly', 'not-met', 'exempt', 'no-scheme'] as const).map(
          (status) => [resultWords[status], `${counts.status[status]} 人`] as const,
        ),
        ...(answers
          ? (['confirmed', 'objected', 'changed', 'silent'] as const).map(
              (one) =>
                [
                  one === 'changed' ? '确认后有变' : confirmationWords[one],
                  `${counts.confirmation[one]} 人`,
                ] as const,
            )
          : []),
      ]}
    />
  );
}

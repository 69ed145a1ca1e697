import { questionsFor } from '#app/features/declarations/asks.rules.ts';
import type { Kind } from '#app/features/declarations/declarable.rules.ts';
import type { DeclarationSheet } from '#app/features/declarations/reading.server.ts';
import { FileLinks } from '#app/features/media/parts/work-files.tsx';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';

/** How much or which outcome of a kind, in words; null where nothing is said. */
export function amountWords(
  kind: Kind | null,
  { level, units, again }: { level: string | null; units: number | null; again: boolean },
): string | null {
  if (!kind) return null;
  const outcome = kind.levels.find(({ key }) => key === level)?.label;
  if (outcome) return outcome;
  if (units === null) return null;
  return `${formatHundredths(units)} ${kind.unit}${kind.repeats ? (again ? '，以前讲过' : '，第一次讲') : ''}`;
}

export const itemWords = {
  highest: '同一件只计最高的一级。',
  capped: '同一件合起来有上限。',
} as const;

/** What was declared, with its evidence. */
export function DeclaredFacts({
  declared,
  worth,
  files,
  sameTitle,
}: Pick<DeclarationSheet, 'declared' | 'worth' | 'files' | 'sameTitle'>) {
  const asks = questionsFor(declared.category);
  const { part, certificate, companions } = declared;
  return (
    <>
      <DescriptionList
        facts={[
          ['类别', worth?.kind.categoryLabel ?? `${declared.category} 类`],
          [
            worth?.kind && worth.kind.levels.length > 0 ? '哪一种' : '多少',
            amountWords(worth?.kind ?? null, declared) ?? '—',
          ],
          sameTitle !== null && [
            '同一件',
            `和《${sameTitle}》是同一件，${itemWords[worth?.kind.item ?? 'capped']}`,
          ],
          [asks.occurredOn.label, formatDate(declared.occurredOn)],
          [asks.organiser.label, declared.organiser],
          part !== '' && [asks.part?.label ?? '做什么', part],
          certificate !== '' && [asks.certificate?.label ?? '编号', certificate],
          companions !== '' && [asks.companions?.label ?? '一起做的人', companions],
        ]}
      />
      {declared.words ? <p className="whitespace-pre-line">{declared.words}</p> : null}
      <FileLinks files={files} />
    </>
  );
}

import type { ReactNode } from 'react';
import type { ExemptionKind } from '#app/features/credits/exemption-kinds.server.ts';
import type { ExemptionInFull } from '#app/features/credits/exemption-reading.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { kindName } from './exemption-table.tsx';

/** What it is, and who did what to it when. */
export function ExemptionStory({
  exemption,
  kinds,
}: {
  exemption: ExemptionInFull;
  kinds: readonly ExemptionKind[];
}) {
  const { personName, year, position, kind, reason, proposed, decided, ended } = exemption;
  const facts: [string, ReactNode][] = [
    ['谁', personName],
    ['年度和身份', `${year} 年，${positionNames[position]}`],
    ['种类', kindName(kinds, kind)],
    ['理由', reason],
    ['提出', proposed ? `${proposed.byName}，${formatMoment(proposed.at)}` : '没有经过提出，直接批准'],
    ['批准', decided ? decidedWords(decided) : '还在等待'],
  ];
  if (ended) facts.push(['结束', `${ended.byName}，${formatMoment(ended.at)}：${ended.reason}`]);
  return <DescriptionList facts={facts} />;
}

function decidedWords({ byName, at, outcome, words }: NonNullable<ExemptionInFull['decided']>): string {
  const what = outcome === 'approved' ? '批准' : '没有批准';
  return `${byName}，${formatMoment(at)}，${what}${words ? `：${words}` : ''}`;
}

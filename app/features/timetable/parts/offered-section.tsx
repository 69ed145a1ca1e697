import type { ReactNode } from 'react';
import { creditsOf } from '#app/features/credits/worth.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { Card } from '#app/ui/card.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { SeatBar } from '#app/ui/seat-bar.tsx';
import type { OfferedSection } from '../reading.server.ts';
import { sectionName } from '../section-words.rules.ts';

export interface OfferedSectionFacts {
  section: Pick<
    OfferedSection,
    | 'title'
    | 'when'
    | 'worth'
    | 'venueName'
    | 'venueCount'
    | 'teacherName'
    | 'audience'
    | 'eligibility'
    | 'window'
    | 'note'
  >;
  /** The dates of its meetings in words, see `dateLines`. */
  dates: readonly string[];
  seats: { capacity: number; taken: number } | null;
}

/** A section that somebody may think of choosing: when, where, with whom, how many seats. `footer`: what they can do. */
export function OfferedSectionCard({
  section,
  dates,
  seats,
  footer,
}: OfferedSectionFacts & { footer?: ReactNode }) {
  const { title, worth, venueName, venueCount, teacherName, audience, eligibility, note, window } = section;
  return (
    <Card title={sectionName(title)} footer={footer}>
      <DescriptionList
        plain
        facts={[
          ['时间', <When key="when" when={section.when} dates={dates} />],
          venueName ? ['地点', venueCount > 1 ? `${venueName} 等 ${venueCount} 处` : venueName] : null,
          teacherName ? ['老师', teacherName] : null,
          audience.length > 0
            ? ['面向', audience.map((position) => positionNames[position]).join('、')]
            : null,
          eligibility.length > 0 ? [audience.length > 0 ? '还要求' : '面向', eligibility.join('，')] : null,
          ['学分', <Credits key="credits" worth={worth} />],
          ['选课', windowWords(window)],
        ]}
      />
      {note ? <p className="quiet mt-2">{note}</p> : null}
      {seats && window.state !== 'over' ? (
        <div className="mt-3">
          <SeatBar {...seats} />
        </div>
      ) : null}
    </Card>
  );
}

/** Where every date has a line of its own, the first need not be said twice: only how many there are. */
function When({ when, dates }: { when: string; dates: readonly string[] }) {
  return (
    <>
      {dates.length > 1 ? when.replace(/^.* 起，/, '') : when}
      {dates.map((line) => (
        <span key={line} className="quiet block">
          {line}
        </span>
      ))}
    </>
  );
}

/** What this section pays and by which rule, for it may be another sum than the course's. */
function Credits({ worth }: Pick<OfferedSection, 'worth'>) {
  return (
    <>
      {creditsOf(worth?.creditsHundredths ?? null)}
      {worth?.creditWords.map((line) => (
        <span key={line} className="quiet block">
          {line}
        </span>
      ))}
    </>
  );
}

function windowWords(window: OfferedSection['window']): string {
  switch (window.state) {
    case 'open':
      return `${formatMoment(window.until)} 截止`;
    case 'coming':
      return `${formatMoment(window.opensAt)} 开始`;
    case 'applying':
      return `正在报名，${formatMoment(window.until)} 截止后摇号`;
    case 'drawing':
      return window.opensAt
        ? `报名已截止，等摇号；剩下的名额 ${formatMoment(window.opensAt)} 开始选`
        : '报名已截止，正在摇号和录取；做完就可以选剩下的名额';
    case 'over':
      return '已结束';
  }
}

import { dayOf, formatMoment } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';

interface Reading {
  id: string;
  actorName: string;
  at: string;
  way: string;
}

/** Who has looked at somebody's sheets, for the person concerned: each time, those of one person, day and way in one line. */
export function Readings({ readings }: { readings: readonly Reading[] }) {
  return (
    <Section title="谁看过这张表">
      {readings.length === 0 ? <p className="quiet">还没有人查阅过。</p> : null}
      <ul className="note-list">
        {grouped(readings).map((group) => (
          <li key={group[0].id}>
            {group[0].actorName}
            <span className="quiet block">{groupWords(group)}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">
        别的资料谁看过，见<a href="/me/readings">谁看过我的资料</a>；太早的归档了，不再列出。
      </p>
    </Section>
  );
}

type Group = [Reading, ...Reading[]];

const likeness = ({ actorName, at, way }: Reading): string => [actorName, dayOf(at), way].join(' ');

function grouped(readings: readonly Reading[]): Group[] {
  const groups = new Map<string, Group>();
  for (const reading of readings) {
    const same = groups.get(likeness(reading));
    if (same) same.push(reading);
    else groups.set(likeness(reading), [reading]);
  }
  return [...groups.values()];
}

function groupWords([newest, ...others]: Group): string {
  if (others.length === 0) return `${formatMoment(newest.at)} ${newest.way}`;
  return `${newest.way} ${others.length + 1} 次，最近一次 ${formatMoment(newest.at)}`;
}

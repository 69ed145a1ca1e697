import { formatMoment } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';

/** Who has looked at somebody's sheets, for the person concerned. */
export function Readings({
  readings,
}: {
  readings: readonly { id: string; actorName: string; at: string; way: string }[];
}) {
  return (
    <Section title="谁看过这张表">
      {readings.length === 0 ? <p className="quiet">还没有人查阅过。</p> : null}
      <ul className="note-list">
        {readings.map((reading) => (
          <li key={reading.id}>
            {reading.actorName}
            <span className="quiet block">
              {formatMoment(reading.at)} {reading.way}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import type { OwnSuggestion } from '#app/features/suggestions/reading.server.ts';
import { kindNames, stateNames, stateTones } from '#app/features/suggestions/suggestions.rules.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** What somebody wrote with their name, the newest first, and how far each is. */
export function OwnList({ own, more, page }: { own: readonly OwnSuggestion[]; more: boolean; page: number }) {
  const spoken = useSpoken();
  if (own.length === 0 && page === 1) return null;
  return (
    <Section title={spoken('你写过的')} id="own">
      <Stack>
        {own.map(({ id, kind, words, state, receivedAt }) => (
          <Card
            key={id}
            title={`${kindNames[kind]} · ${formatMoment(receivedAt)}`}
            href={`/suggestions/${id}`}
            aside={<Status tone={stateTones[state]}>{stateNames[state]}</Status>}
          >
            <p className="line-clamp-2">{words}</p>
          </Card>
        ))}
      </Stack>
      {more || page > 1 ? (
        <p>
          {page > 1 ? <a href={`/suggestions?page=${page - 1}#own`}>新一些的</a> : null}{' '}
          {more ? <a href={`/suggestions?page=${page + 1}#own`}>更早的</a> : null}
        </p>
      ) : null}
    </Section>
  );
}

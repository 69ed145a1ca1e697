import { appealStateNames, appealStateTones } from '#app/features/appeals/appeals.rules.ts';
import type { Appeal } from '#app/features/appeals/reading.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Card } from '#app/ui/card.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';

/** What was appealed against, with which words, and what came of it. */
export function AppealList({ appeals }: { appeals: readonly Appeal[] }) {
  if (appeals.length === 0) return null;
  return (
    <Section title="提过的申诉">
      <Stack>
        {appeals.map(({ id, state, words, raisedAt, decision }) => (
          <Card
            key={id}
            title={`${formatMoment(raisedAt)} 提交`}
            aside={<Status tone={appealStateTones[state]}>{appealStateNames[state]}</Status>}
          >
            <p className="whitespace-pre-line">{words}</p>
            {decision ? (
              <p className="whitespace-pre-line">
                复核员，{formatMoment(decision.at)}：{decision.words}
              </p>
            ) : null}
          </Card>
        ))}
      </Stack>
    </Section>
  );
}

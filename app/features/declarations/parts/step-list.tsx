import type { Grant, Step } from '#app/features/declarations/reading.server.ts';
import { stepActors, stepNames } from '#app/features/declarations/states.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Steps } from '#app/ui/steps.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** Every step that a declaration has taken: when, by whom (by role), with which words; and what comes next. */
export function StepList({
  steps,
  grants,
  next,
}: {
  steps: readonly Step[];
  grants: readonly Grant[];
  next: string | null;
}) {
  const spoken = useSpoken();
  const taken = steps.map(({ number, kind, at, words }) => {
    const grant = grants.find(({ step }) => step === number);
    return {
      title: `${stepNames[kind]}${grant ? `：${formatHundredths(grant.amount)} 学分` : ''}`,
      state: 'done' as const,
      note: (
        <>
          {formatMoment(at)} · {stepActors[kind]}
          {words ? <span className="block whitespace-pre-line">{spoken(words)}</span> : null}
        </>
      ),
    };
  });
  return <Steps steps={next ? [...taken, { title: spoken(next), state: 'current' as const }] : taken} />;
}

import type { ShownSuggestion } from '#app/features/suggestions/reading.server.ts';
import { deskNames, type StepKind } from '#app/features/suggestions/suggestions.rules.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { Steps } from '#app/ui/steps.tsx';
import { useSpoken } from '#app/ui/view.tsx';

const names: Record<StepKind, string> = {
  received: '已收到',
  accepted: '已受理',
  forwarded: '转给别的人办',
  answered: '已答复',
  reminded: '过了期限，已提醒负责人',
  satisfied: '对答复满意，办结',
  again: '不满意，再说一句',
  dissatisfied: '对答复不满意，办结',
  silent: '没有再说什么，办结',
};

const writers: readonly StepKind[] = ['received', 'satisfied', 'again', 'dissatisfied'];

/** Every step that a suggestion has taken, with whose words; and what comes next. Of what has no name its writer's steps know only the day. */
export function SuggestionSteps({
  shown: { steps, named, next, state },
}: {
  shown: Pick<ShownSuggestion, 'steps' | 'named' | 'next' | 'state'>;
}) {
  const spoken = useSpoken();
  const taken = steps.map(({ kind, at, words, byName, desk }) => ({
    title: desk ? `${names[kind]}：${deskNames[desk]}` : names[kind],
    state: 'done' as const,
    note: (
      <>
        {!named && writers.includes(kind) ? formatDate(at) : formatMoment(at)}
        {byName ? ` · ${byName}` : ''}
        {words ? <span className="block whitespace-pre-line">{words}</span> : null}
      </>
    ),
  }));
  return (
    <Steps
      steps={state === 'closed' ? taken : [...taken, { title: spoken(next), state: 'current' as const }]}
    />
  );
}

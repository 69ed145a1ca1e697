import { type Conflict, conflictWords } from '#app/features/declarations/conflict.rules.ts';
import { DecisionForm } from '#app/features/declarations/parts/decision-form.tsx';
import type { Declared, Worth } from '#app/features/declarations/reading.server.ts';
import type { FormAnswer } from '#app/lib/form-answer.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';

interface Props {
  declared: Declared;
  worth: Worth | null;
  conflict: Conflict | null;
  mayDecide: boolean;
  answer?: FormAnswer | undefined;
}

/** What a reviewer can do now; why not, where they cannot. */
export function Verdict({ declared, worth, conflict, mayDecide, answer }: Props) {
  const { state } = declared;
  if (state !== 'waiting' && state !== 'objected') return null;
  if (!mayDecide) return <p className="quiet">由学分审核员处理，教务可以查看。</p>;
  if (conflict) return <Notice title={conflictWords[conflict]} />;
  return (
    <Section title={state === 'waiting' ? '怎么处理' : '怎么处理异议'}>
      <DecisionForm declared={declared} kind={worth?.kind ?? null} answer={answer} />
    </Section>
  );
}

import type { ReactNode } from 'react';

export type Step = {
  title: ReactNode;
  state: 'done' | 'current' | 'ahead';
  /** When, or what is missing. */
  note?: ReactNode;
  action?: ReactNode;
};

const words = { done: '已完成', current: '现在', ahead: '以后' } as const;

/** A path with one present place: what is done, what is now, what comes. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place on the path
          key={index}
          className={`step step-${step.state}`}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          <span className="step-dot" aria-hidden="true">
            {step.state === 'done' ? '✓' : index + 1}
          </span>
          <div>
            <p className="step-title">
              {step.title} <span className="step-word">{words[step.state]}</span>
            </p>
            {step.note ? <p className="quiet">{step.note}</p> : null}
            {step.action ? <div className="step-action">{step.action}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

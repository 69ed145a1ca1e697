import type { ReactNode } from 'react';
import { Icon, type Shape } from './icon.tsx';

export const statusTones = ['done', 'attention', 'progress', 'neutral', 'closed'] as const;
/** done 已结业, attention 待评价, progress 学习中, neutral 未开始, closed 已退选. */
export type StatusTone = (typeof statusTones)[number];

const shapeOf: Record<StatusTone, Shape> = {
  done: 'tick',
  attention: 'diamond',
  progress: 'half',
  neutral: 'ring',
  closed: 'bar',
};

/** A state as word, shape and colour, so that none of the three is needed alone. */
export function Status({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return (
    <span className={`status status-${tone}`}>
      <Icon shape={shapeOf[tone]} />
      {children}
    </span>
  );
}

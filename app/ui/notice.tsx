import type { ReactNode } from 'react';
import { Icon, type Shape } from './icon.tsx';

export const noticeTones = ['success', 'info', 'warn'] as const;
export type NoticeTone = (typeof noticeTones)[number];

const looks: Record<NoticeTone, { word: string; shape: Shape }> = {
  success: { word: '办好了', shape: 'tick' },
  info: { word: '请留意', shape: 'note' },
  warn: { word: '要处理', shape: 'bang' },
};

/** Tells how something went or what to know first. Stays until the person leaves the page. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  announce = false,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  /** A button or link: undo, or the next step. */
  action?: ReactNode;
  /** For the answer to something just done: read out when the page opens. */
  announce?: boolean;
}) {
  const { word, shape } = looks[tone];
  return (
    <div className={`notice notice-${tone}`} role={announce ? 'status' : undefined}>
      <Icon shape={shape} />
      <div className="notice-body">
        <p className="notice-title">{title ?? word}</p>
        {children ? <div>{children}</div> : null}
      </div>
      {action ? <div>{action}</div> : null}
    </div>
  );
}

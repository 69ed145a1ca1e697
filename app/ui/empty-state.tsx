import type { ReactNode } from 'react';

/** Nothing here yet: says why, and what to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <p className="empty-title">{title}</p>
      {children ? <div className="quiet">{children}</div> : null}
      {action ? <div className="actions">{action}</div> : null}
    </div>
  );
}

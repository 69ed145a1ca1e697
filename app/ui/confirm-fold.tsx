import type { ReactNode } from 'react';

/**
 * For the few actions that cannot be undone: the first press unfolds what will happen, the second,
 * inside, does it. No dialog, so it works without JavaScript and can be walked away from.
 */
export function ConfirmFold({
  label,
  open,
  children,
}: {
  /** The verb, ending in …: 退选… */
  label: string;
  /** Unfolded from the start: the form inside came back with something to mend. */
  open?: boolean;
  /** What happens, then the form with its button. */
  children: ReactNode;
}) {
  return (
    <details className="confirm-fold" open={open}>
      <summary className="btn btn-secondary">{label}</summary>
      <div className="confirm-body">{children}</div>
    </details>
  );
}

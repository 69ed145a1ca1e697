import { type RefObject, useEffect, useRef } from 'react';

/**
 * When what has the focus goes away (a notice with its button), the focus stays in `box` instead of falling back to the top of the
 * page (WCAG 2.2, 2.4.3). Whoever is elsewhere is left alone.
 */
export function useKeptFocus(box: RefObject<HTMLElement>): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const element = box.current;
    const note = ({ target }: FocusEvent) => {
      last.current = target instanceof Element ? target : null;
    };
    element?.addEventListener('focusin', note);
    return () => element?.removeEventListener('focusin', note);
  }, [box]);
  useEffect(() => {
    if (!last.current || last.current.isConnected) return;
    last.current = null;
    // A box that is only there for its parts (`display: contents`) takes no focus: its first button does.
    for (const to of [box.current, box.current?.querySelector('button')])
      if (document.activeElement === document.body) to?.focus({ preventScroll: true });
  });
}

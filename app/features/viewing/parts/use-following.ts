import { type RefObject, useEffect, useRef, useState } from 'react';

interface Following {
  /** The box that scrolls; its current line carries `aria-current`. */
  box: RefObject<HTMLElement>;
  isFollowing: boolean;
  follow(): void;
}

/** Keys that scroll, or that walk from line to line. */
const scrollingKeys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Tab', ' '];

/** Keeps the current line in sight within its box, and lets go as soon as a hand scrolls there. The page itself never moves. */
export function useFollowing(current: number): Following {
  const box = useRef<HTMLElement>(null);
  const [isFollowing, setFollowing] = useState(true);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const letGo = () => setFollowing(false);
    const ending = new AbortController();
    const on = (name: string, act: (event: Event) => void) =>
      element.addEventListener(name, act, { signal: ending.signal, passive: true });
    on('wheel', letGo);
    on('touchmove', letGo);
    // The bar at its edge belongs to the box itself, the lines do not.
    on('pointerdown', ({ target }) => target === element && letGo());
    on('keydown', (event) => scrollingKeys.includes((event as KeyboardEvent).key) && letGo());
    return () => ending.abort();
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!isFollowing || !element || current < 0) return;
    const line = element.querySelectorAll<HTMLElement>('li')[current];
    if (!line) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({
      top: line.offsetTop - element.clientHeight / 3,
      behavior: calm ? 'auto' : 'smooth',
    });
  }, [current, isFollowing]);

  return { box, isFollowing, follow: () => setFollowing(true) };
}

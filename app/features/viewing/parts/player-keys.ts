export type PlayerAction =
  | { kind: 'toggle' | 'captions' | 'fullscreen' }
  | { kind: 'skip'; seconds: number }
  | { kind: 'volume'; by: number };

interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** What the keys do, for the page to say in words. */
export const keyWords: readonly (readonly [keys: string, words: string])[] = [
  ['空格', '播放、暂停'],
  ['← →', '后退、前进 5 秒'],
  ['Shift + ← →', '后退、前进 10 秒'],
  ['↑ ↓', '音量大、小'],
  ['C', '字幕开、关'],
  ['F', '全屏'],
];

const STEP_SECONDS = 5;
const VOLUME_STEP = 0.1;

/** What a press of a key in the player means; null leaves it to the browser. `on` is the element that has the focus. */
export function keyAction(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Press,
  on: string,
): PlayerAction | null {
  if (ctrlKey || altKey || metaKey || on === 'SELECT' || on === 'INPUT') return null;
  const step = shiftKey ? STEP_SECONDS * 2 : STEP_SECONDS;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      // On a button the space bar presses the button.
      return on === 'BUTTON' || on === 'SUMMARY' ? null : { kind: 'toggle' };
    case 'ArrowLeft':
      return { kind: 'skip', seconds: -step };
    case 'ArrowRight':
      return { kind: 'skip', seconds: step };
    case 'ArrowUp':
      return { kind: 'volume', by: VOLUME_STEP };
    case 'ArrowDown':
      return { kind: 'volume', by: -VOLUME_STEP };
    case 'c':
      return { kind: 'captions' };
    case 'f':
      return { kind: 'fullscreen' };
    default:
      return null;
  }
}

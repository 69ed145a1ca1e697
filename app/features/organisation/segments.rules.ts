import type { Tree } from './kinds.ts';
import { SEGMENT_LENGTH } from './scope.ts';

/** The first segment's first character, so that the paths of the two trees never meet. */
const firstLetters: Record<Tree, string> = { territory: 't', party: 'p' };

/** The path of a new unit: its parent's path and the segment after `lastSibling`, the greatest path beside it. */
export function nextPath(tree: Tree, parentPath: string | null, lastSibling: string | null): string {
  const letter = parentPath === null ? firstLetters[tree] : '';
  const width = SEGMENT_LENGTH - letter.length;
  const last = lastSibling ? Number.parseInt(lastSibling.slice(-width), 36) : 0;
  const next = (last + 1).toString(36).padStart(width, '0');
  if (next.length > width) throw new Error(`No more units fit below ${parentPath ?? 'the top'}.`);
  return `${parentPath ?? ''}${letter}${next}`;
}

import type { FrozenHead } from '#app/features/closing/statements.server.ts';
import { withdrawnWords } from '#app/features/closing/told-words.ts';
import { Notice } from '#app/ui/notice.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** Above a statement that holds no more and that nothing took the place of: why. Nothing above any other. */
export function Withdrawn({ frozen, isOwn = false }: { frozen: FrozenHead | null; isOwn?: boolean }) {
  const spoken = useSpoken();
  if (!frozen?.withdrawn) return null;
  return (
    <Notice tone="warn" title="这张情况表已作废">
      {spoken(withdrawnWords(frozen.withdrawn.reason, isOwn ? '你' : '本人'))}下面是作废以前的内容，仍然保留。
    </Notice>
  );
}

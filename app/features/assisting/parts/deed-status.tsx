import { Status } from '#app/ui/status.tsx';
import type { Deed } from '../deeds.server.ts';

/** What became of a deed: disputed, still in force, or over. */
export function DeedStatus({ deed: { standing, dispute } }: { deed: Pick<Deed, 'standing' | 'dispute'> }) {
  if (dispute?.open) return <Status tone="attention">本人说没有同意</Status>;
  if (dispute) return <Status tone="closed">有过异议，已处理</Status>;
  if (standing === 'enrolled') return <Status tone="progress">在班里</Status>;
  if (standing === 'waiting') return <Status tone="neutral">在候补</Status>;
  return <Status tone="closed">办完了</Status>;
}

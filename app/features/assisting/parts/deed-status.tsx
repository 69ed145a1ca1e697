import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { Deed } from '../deeds.server.ts';

/** What became of a deed: disputed, still in force, or over. `own`: told to the person concerned. */
export function DeedStatus({
  deed: { action, standing, dispute },
  own = false,
}: {
  deed: Pick<Deed, 'action' | 'standing' | 'dispute'>;
  own?: boolean;
}) {
  const spoken = useSpoken();
  if (dispute?.open)
    return <Status tone="attention">{own ? spoken('你说没有同意') : '本人说没有同意'}</Status>;
  if (dispute) return <Status tone="closed">有过异议，已处理</Status>;
  if (standing === 'enrolled') return <Status tone="progress">在班里</Status>;
  if (standing === 'waiting') return <Status tone="neutral">在候补</Status>;
  if (standing === 'applied') return <Status tone="progress">已报名</Status>;
  if (standing === 'fixed') return <Status tone="progress">参加摇号</Status>;
  return <Status tone="closed">{overWords[action]}</Status>;
}

/** Of what no longer holds; what was to end something has simply been done. */
const overWords: Record<Deed['action'], string> = {
  enrol: '已不在班里',
  accept: '已不在班里',
  wait: '候补已结束',
  withdraw: '办完了',
  'leave-line': '办完了',
  decline: '办完了',
  apply: '已撤回，或者改过了',
  'take-back': '办完了',
};

import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { deedStanding } from '../deed-standing.ts';
import type { Deed } from '../deeds.server.ts';

/** What became of a deed: disputed, still in force, or over. `own`: told to the person concerned. */
export function DeedStatus({
  deed,
  own = false,
}: {
  deed: Pick<Deed, 'action' | 'standing' | 'dispute'>;
  own?: boolean;
}) {
  const spoken = useSpoken();
  const { tone, words } = deedStanding(deed);
  return <Status tone={tone}>{own && deed.dispute?.open ? spoken('你说没有同意') : words}</Status>;
}

import { Status } from '#app/ui/status.tsx';

/** Where somebody stands in a line, or that a seat waits for their answer. */
export function WaitingStatus({ line }: { line: { position: number; offerExpiresAt: string | null } }) {
  return (
    <Status tone={line.offerExpiresAt ? 'attention' : 'neutral'}>
      {line.offerExpiresAt ? '等你确认' : `候补第 ${line.position} 位`}
    </Status>
  );
}

import type { Reopening } from '#app/features/closing/reopenings.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Status } from '#app/ui/status.tsx';

const words = { approved: '已同意', declined: '没有同意' } as const;

/** Wishes to open again, newest first; whoever did not ask and is not concerned may decide. */
export function Reopenings({
  href,
  reopenings,
  viewerId,
}: {
  href: string;
  reopenings: readonly Reopening[];
  viewerId: string | null;
}) {
  if (reopenings.length === 0) return <p>没有人申请重开。</p>;
  return (
    <ul className="rule-list">
      {reopenings.map((wish) => (
        <li key={wish.id}>
          <p className="rule-head">
            <strong>{wish.personName ?? '整个年度'}</strong>
            <Status tone={wish.decision ? 'closed' : 'attention'}>
              {wish.decision ? words[wish.decision.kind] : '等另一位同意'}
            </Status>
          </p>
          <p>理由：{wish.reason}</p>
          <p className="quiet">
            {wish.askedByName} {formatMoment(wish.askedAt)} 申请
            {wish.decision ? `；${wish.decision.byName} ${formatMoment(wish.decision.at)} 办理` : ''}
          </p>
          {wish.decision || wish.askedById === viewerId || wish.personId === viewerId ? null : (
            <form className="actions" method="post" action={href}>
              <input type="hidden" name="means" value="decide" />
              <input type="hidden" name="reopening" value={wish.id} />
              <Button tone="primary" name="decision" value="approve">
                同意重开
              </Button>
              <Button name="decision" value="decline">
                不同意
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

import { type ConsentKind, kindWords, meansNames } from '#app/features/privacy/consent.rules.ts';
import type { SaidLast } from '#app/features/privacy/consents.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { Card } from '#app/ui/card.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

interface Props {
  kind: ConsentKind;
  last: SaidLast | null;
  stands: boolean;
  /** Of the notice in force; null where none is published, so that nothing can be agreed to. */
  version: string | null;
}

/** One kind of consent: where it stands, and the button that changes it. */
export function ConsentCard({ kind, last, stands, version }: Props) {
  const spoken = useSpoken();
  const { title, what, withdrawing } = kindWords[kind];
  const state = stands ? '已同意' : last?.withdrawnAt ? '已撤回' : last ? '不同意' : '还没有说过';
  return (
    <Card title={title} aside={<Status tone={stands ? 'done' : 'closed'}>{state}</Status>}>
      <p>{spoken(what)}</p>
      {last ? (
        <p className="quiet">
          {formatMoment(last.at)}，{meansNames[last.means]}，{last.version} 版
        </p>
      ) : null}
      {stands ? (
        <ConfirmFold label={`撤回同意：${title}…`}>
          <p>{spoken(withdrawing)}</p>
          <form method="post">
            <input type="hidden" name="kind" value={kind} />
            <Button name="means" value="withdraw">
              确定撤回
            </Button>
          </form>
        </ConfirmFold>
      ) : version ? (
        <form method="post">
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="version" value={version} />
          <Button name="means" value="agree" aria-label={`同意：${title}`}>
            同意
          </Button>
        </form>
      ) : null}
    </Card>
  );
}

import type { Declared } from '#app/features/declarations/reading.server.ts';
import { mayWithdraw } from '#app/features/declarations/states.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';

/** The way to take one's own declaration back, while that can be done; or to throw away what was never sent. */
export function Withdrawal({ declared }: { declared: Declared }) {
  if (declared.state === 'draft')
    return (
      <ConfirmFold label="删掉这份草稿…">
        <p>写的内容和加的文件都会删掉，找不回来。要用的话，以后可以重新申报。</p>
        <form method="post">
          <input type="hidden" name="means" value="discard" />
          <Button>删掉草稿</Button>
        </form>
      </ConfirmFold>
    );
  if (!mayWithdraw(declared.state)) return null;
  return (
    <ConfirmFold label="撤回这份申报…">
      <p>
        撤回以后没有人再审它。同样的内容可以重新申报。已经提交于
        {formatDate(declared.sentAt ?? declared.savedAt)}。
      </p>
      <form method="post">
        <input type="hidden" name="means" value="withdraw" />
        <Button>撤回申报</Button>
      </form>
    </ConfirmFold>
  );
}

import type { FormAnswer } from '#app/lib/form-answer.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

/** Asks for a statement, or the whole year, to be opened again. */
export function ReopenForm({ href, what, sent }: { href: string; what: string; sent?: FormAnswer }) {
  const field = fieldOf(sent);
  return (
    <ConfirmFold label={`申请重开${what}…`} open={sent !== undefined}>
      <p>要另一位教务同意才会重开。重开后出新的一版，原来的保留，注明已被取代。</p>
      <form className="form" method="post" action={href}>
        <input type="hidden" name="means" value="reopen" />
        <TextArea {...field('reason')} label="重开的理由" hint="会留在记录里。" rows={3} />
        <div className="actions">
          <Button>提交申请</Button>
        </div>
      </form>
    </ConfirmFold>
  );
}

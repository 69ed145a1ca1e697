import type { FormAnswer } from '#app/lib/form-answer.ts';
import { fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  href: string;
  what: string;
  /** Nothing was frozen of this person yet: a statement is to be added. */
  isFirst?: boolean;
  sent?: FormAnswer;
}

/** Asks for a statement, or the whole year, to be opened again; or for somebody's first statement. */
export function ReopenForm({ href, what, isFirst = false, sent }: Props) {
  const field = fieldOf(sent);
  return (
    <ConfirmFold label={isFirst ? `申请补${what}…` : `申请重开${what}…`} open={sent !== undefined}>
      <p>
        {isFirst
          ? '要另一位教务同意才会补。补的表按现在登记的身份和学分结账，本人会收到通知。'
          : '要另一位教务同意才会重开。重开后出新的一版，原来的保留，注明已被取代。'}
      </p>
      <form className="form" method="post" action={href}>
        <input type="hidden" name="means" value="reopen" />
        <TextArea
          {...field('reason')}
          label={isFirst ? '补表的理由' : '重开的理由'}
          hint="会留在记录里。"
          rows={3}
        />
        <div className="actions">
          <Button>提交申请</Button>
        </div>
      </form>
    </ConfirmFold>
  );
}

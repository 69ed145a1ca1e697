import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

/** Asks for the reason of a reversal; posts to the entry's reversal. */
export function ReversalForm({
  entryId,
  error,
  reason,
}: {
  entryId: string;
  error?: string;
  reason?: string;
}) {
  const form = (
    <form className="form" method="post" action={`/admin/credits/${entryId}/reversal`}>
      <TextArea
        name="reason"
        label="冲销理由"
        hint="会原样告诉本人，并留在流水里。"
        rows={3}
        defaultValue={reason}
        error={error}
      />
      <div className="actions">
        <Button type="submit" tone="primary">
          冲销这笔学分
        </Button>
      </div>
    </form>
  );
  return error ? form : <ConfirmFold label="冲销这笔学分…">{form}</ConfirmFold>;
}

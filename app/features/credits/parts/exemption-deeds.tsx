import type { fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

type Field = ReturnType<typeof fieldOf>;

/** Two buttons of one form: what is written goes along with either. */
export function DecideExemption({ field }: { field: Field }) {
  return (
    <form className="form" method="post">
      <TextArea
        {...field('words')}
        label="意见"
        hint="批准可以不写；不批准请写明原因，提出的人会看到。"
        rows={3}
      />
      <div className="actions">
        <Button type="submit" name="means" value="approve" tone="primary">
          批准免考核
        </Button>
        <Button type="submit" name="means" value="refuse">
          不批准
        </Button>
      </div>
    </form>
  );
}

/** Ends an exemption that holds; its reason goes to the person. */
export function EndExemption({ field, sent }: { field: Field; sent: boolean }) {
  const form = (
    <form className="form" method="post">
      <input type="hidden" name="means" value="end" />
      <TextArea
        {...field('reason')}
        label="结束的理由"
        hint="会原样告诉本人。结束以后，这个身份按年度方案考核。"
        rows={3}
      />
      <div className="actions">
        <Button type="submit">结束免考核</Button>
      </div>
    </form>
  );
  return sent ? form : <ConfirmFold label="结束这条免考核…">{form}</ConfirmFold>;
}

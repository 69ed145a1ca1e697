import type { CheckedRule } from '#app/features/assessment/leadership.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

interface Props {
  rules: readonly CheckedRule[];
  today: string;
  /** The form that came back. */
  sent: FormAnswer | undefined;
}

/** Waives one of the rules that are not met, or that the academy cannot read. */
export function WaiverForm({ rules, today, sent }: Props) {
  const open = rules.filter(({ met, waived }) => !met && !waived);
  const field = fieldOf(sent?.fields.what === 'waive' ? sent : undefined, { validFrom: today });
  if (open.length === 0) return <p>没有不符合的要求，用不着豁免。</p>;
  return (
    <form className="form" method="post">
      <input type="hidden" name="what" value="waive" />
      <SelectField
        {...field('rule')}
        label="豁免哪一条"
        placeholder="请选择"
        options={open.map(({ key, label, met }) => ({
          value: key,
          label: met === null ? `${label}（系统里查不到，先人工核实）` : label,
        }))}
        required
      />
      <TextArea
        {...field('reason')}
        label="理由"
        hint="会原样告诉本人，组织查阅的人也看得到。"
        rows={3}
        required
      />
      <TextField {...field('validFrom')} label="从哪一天起" type="date" width="medium" required />
      <TextField
        {...field('validTo')}
        label="豁免到哪一天"
        hint="最长 400 天。"
        type="date"
        width="medium"
        required
      />
      <div className="actions">
        <Button tone="primary">豁免这一条</Button>
      </div>
    </form>
  );
}

/** Takes a waiver back. */
export function WaiverEndForm({ waiverId, sent }: { waiverId: string; sent: FormAnswer | undefined }) {
  const own = sent?.fields.what === 'end' && sent.fields.waiver === waiverId ? sent : undefined;
  return (
    <ConfirmFold label="收回…" open={own !== undefined}>
      <form className="form" method="post">
        <input type="hidden" name="what" value="end" />
        <input type="hidden" name="waiver" value={waiverId} />
        <TextArea
          {...fieldOf(own)('endReason')}
          id={`end-${waiverId}`}
          label="收回的理由"
          hint="会原样告诉本人。"
          rows={2}
          required
        />
        <div className="actions">
          <Button>收回豁免</Button>
        </div>
      </form>
    </ConfirmFold>
  );
}

import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { TextField } from '#app/ui/text-field.tsx';

/** Begins a batch for a year of credits. */
export function YearBatchForm({ year, answer }: { year: number; answer?: FormAnswer }) {
  return (
    <ConfirmFold label="给整个年度发证…" open={Boolean(answer)}>
      <p>凡是这个年度结业、还没有证书的，每人每门课发一张，并通知本人。已经有的不会再发，自己的不在内。</p>
      <form className="form" method="post" action="/admin/certificates">
        <TextField
          {...fieldOf(answer, { year: String(year) })('year')}
          label="年度"
          inputMode="numeric"
          width="short"
        />
        <div className="actions">
          <Button type="submit" tone="primary">
            开始发证
          </Button>
        </div>
      </form>
    </ConfirmFold>
  );
}

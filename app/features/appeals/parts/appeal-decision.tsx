import type { DeclarationSheet } from '#app/features/declarations/reading.server.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { Button } from '#app/ui/button.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';

/** Upheld, with how much where it pays by the unit; or dismissed. Words always. */
export function AppealDecision({
  sheet,
  answer,
}: {
  sheet: Pick<DeclarationSheet, 'declared' | 'worth'> | null;
  answer: FormAnswer | undefined;
}) {
  const units = sheet?.declared.units ?? null;
  const field = fieldOf(answer, { units: units === null ? '' : formatHundredths(units) });
  return (
    <form className="form" method="post">
      {units === null ? null : (
        <TextField
          {...field('units')}
          label={`申诉成立的话，认定多少（${sheet?.worth?.kind.unit ?? '单位'}）`}
          hint="不能比申报的多。"
          inputMode="decimal"
          width="short"
        />
      )}
      <TextArea
        {...field('words')}
        label="复核的情况和理由"
        hint="会原样告诉本人。"
        rows={5}
        maxLength={2000}
      />
      <div className="actions">
        <Button name="means" value="uphold" tone="primary">
          申诉成立
        </Button>
        <Button name="means" value="dismiss">
          维持原来的决定
        </Button>
      </div>
    </form>
  );
}

import type { EvaluationForm } from '#app/features/evaluation/forms.schema.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

interface Props {
  form: EvaluationForm;
  errors: readonly { field?: string; message: string }[];
  fields: Record<string, string>;
}

/** The ballot: faces for elders, five words otherwise. No name, no hidden number, nothing but the answers is sent. */
export function BallotForm({ form, errors, fields }: Props) {
  const faces = form.scale === 'faces';
  return (
    <form className="form mt-8" method="post" autoComplete="off">
      {form.questions.map(({ key, label, prompt }) => (
        <RadioGroup
          key={key}
          name={key}
          label={prompt}
          hint={label}
          layout="scale"
          value={fields[key]}
          error={errors.find(({ field }) => field === key)?.message}
          choices={form.choices.map((choice) => ({
            value: String(choice.value),
            label: faces ? <Face value={choice.value} label={choice.label} /> : choice.label,
          }))}
        />
      ))}
      <TextArea
        name="comment"
        label={form.commentPrompt}
        optional
        rows={4}
        defaultValue={fields.comment}
        error={errors.find(({ field }) => field === 'comment')?.message}
      />
      <div className="actions">
        <Button type="submit" tone="primary">
          提交评价
        </Button>
      </div>
    </form>
  );
}

const mouths: Record<number, string> = { 5: 'M8 15q4 4 8 0', 3: 'M8 16h8', 1: 'M8 17q4 -4 8 0' };

function Face({ value, label }: { value: number; label: string }) {
  return (
    <span className="face">
      <svg
        viewBox="0 0 24 24"
        width="40"
        height="40"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      >
        <circle cx="12" cy="12" r="10" />
        <path d="M8.5 9.5v.5M15.5 9.5v.5" strokeWidth="2.4" />
        <path d={mouths[value] ?? 'M8 16h8'} />
      </svg>
      {label}
    </span>
  );
}

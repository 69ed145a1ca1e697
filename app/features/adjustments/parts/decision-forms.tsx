import { sumWords } from '#app/features/adjustments/adjustment-words.rules.ts';
import type { Alike } from '#app/features/adjustments/alike.server.ts';
import type { Adjustment } from '#app/features/adjustments/reading.server.ts';
import type { FormAnswer } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

/** The second person's decision, with words for either way. */
export function DecisionForms({
  adjustment,
  alike,
  answer,
}: {
  adjustment: Adjustment;
  alike: readonly Alike[];
  answer: FormAnswer | undefined;
}) {
  const errorOf = (name: string) => answer?.errors.find(({ field }) => field === name)?.message;
  return (
    <Section title="核对">
      <form className="form" method="post">
        <RadioGroup
          name="means"
          label="同意吗"
          value={answer?.fields.means}
          error={errorOf('means')}
          choices={[
            {
              value: 'confirm',
              label: `同意，${sumWords(adjustment)}`,
              hint: '马上记入流水，本人会收到通知。',
            },
            { value: 'decline', label: '不同意', hint: '什么都不记，提出的人会收到通知。' },
          ]}
        />
        <TextArea
          name="words"
          label="核对了什么"
          hint="对照了哪些名单、记录；不同意的写明为什么。会留在记录里。"
          rows={3}
          defaultValue={answer?.fields.words}
          error={errorOf('words')}
        />
        {alike.some(({ equal }) => equal) ? (
          <Checkbox
            name="different"
            label="我核对过，不是同一件事"
            checked={answer?.fields.different === 'yes'}
          />
        ) : null}
        <div className="actions">
          <Button tone="primary">交上核对结果</Button>
        </div>
      </form>
    </Section>
  );
}

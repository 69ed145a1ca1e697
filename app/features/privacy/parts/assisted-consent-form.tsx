import { consentKinds, kindWords } from '#app/features/privacy/consent.rules.ts';
import { type FormAnswer, fieldOf } from '#app/lib/form-answer.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea } from '#app/ui/text-field.tsx';

/** What somebody said to whoever read the notice to them. Nothing is chosen before. */
export function AssistedConsentForm({ name, answer }: { name: string; answer: FormAnswer | undefined }) {
  const error = (field: string) => answer?.errors.find((one) => one.field === field)?.message;
  const chosen = answer?.fields ?? {};
  return (
    <form className="form" method="post">
      <RadioGroup
        name="kind"
        label="哪一项"
        value={chosen.kind ?? 'notice'}
        error={error('kind')}
        choices={consentKinds.map((value) => ({ value, label: kindWords[value].title }))}
      />
      <RadioGroup
        name="means"
        label="怎么问的"
        value={chosen.means}
        error={error('means')}
        choices={[
          { value: 'read-aloud', label: '读给本人听' },
          { value: 'paper', label: '本人在纸上签字' },
        ]}
      />
      <RadioGroup
        name="answer"
        label={`${name}同不同意`}
        layout="inline"
        value={chosen.answer}
        error={error('answer')}
        choices={[
          { value: 'agreed', label: '同意' },
          { value: 'refused', label: '不同意' },
        ]}
      />
      <TextArea {...fieldOf(answer)('words')} label={`${name}怎么说的`} rows={2} maxLength={200} />
      <CheckboxGroup
        name="read"
        label="说明"
        values={chosen.read ? [chosen.read] : []}
        choices={[{ value: 'yes', label: `读完了，或者给${name}看过了` }]}
        error={error('read')}
      />
      <div className="actions">
        <Button tone="primary">记下来</Button>
      </div>
    </form>
  );
}

import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { TextArea } from '#app/ui/text-field.tsx';
import { consentMeans, consentMeansNames } from '../consent.rules.ts';
import type { SentForm } from '../sent-form.ts';

/** How the person agreed: asked before every deed, and kept when the form comes back. */
export function ConsentFields({
  name,
  sent,
  usualMeans,
  knowing = '知道是什么班、什么时间',
}: {
  /** Whose consent it is. */
  name: string;
  sent: SentForm | undefined;
  usualMeans?: string;
  /** What the person was told before they agreed. */
  knowing?: string;
}) {
  const error = (field: string) => sent?.errors.find((one) => one.field === field)?.message;
  return (
    <>
      <RadioGroup
        name="means"
        label={`${name}是怎么同意的`}
        layout="inline"
        value={sent ? sent.fields.means : usualMeans}
        choices={consentMeans.map((value) => ({ value, label: consentMeansNames[value] }))}
        error={error('means')}
      />
      <TextArea
        name="words"
        label={`${name}怎么说的`}
        rows={2}
        maxLength={200}
        hint="一句话就行，比如“想学智能手机，周三上午有空”。"
        defaultValue={sent?.fields.words}
        error={error('words')}
      />
      <CheckboxGroup
        name="agreed"
        label="本人同意"
        values={sent?.fields.agreed ? [sent.fields.agreed] : []}
        choices={[{ value: 'yes', label: `问过${name}本人，${knowing}，并且同意` }]}
        error={error('agreed')}
      />
    </>
  );
}

import { strategies, strategyNames } from '#app/features/formation/formation-words.ts';
import { errorOf, type SentForm } from '#app/features/formation/sent-form.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface Props {
  sent: SentForm;
  /** What stands in the fields before anything is typed. */
  known: Record<string, string>;
  hint?: string;
}

const sizes = [
  ['cohortFrom', '每班最少'],
  ['cohortTo', '每班最多'],
  ['groupFrom', '每组最少'],
  ['groupTo', '每组最多'],
] as const;

/** How the people are put together, and how large classes and groups are. */
export function SettingsFields({ sent, known, hint }: Props) {
  const value = (name: string) => sent.fields[name] ?? known[name];
  return (
    <>
      <RadioGroup
        name="strategy"
        label="怎样分"
        hint={hint}
        error={errorOf(sent, 'strategy')}
        value={value('strategy')}
        choices={strategies.map((strategy) => ({
          value: strategy,
          label: strategyNames[strategy].name,
          hint: strategyNames[strategy].hint,
        }))}
      />
      <div className="size-fields">
        {sizes.map(([name, label]) => (
          <TextField
            key={name}
            name={name}
            label={label}
            type="number"
            min={2}
            width="short"
            defaultValue={value(name)}
            error={errorOf(sent, name)}
          />
        ))}
      </div>
    </>
  );
}

import { TextField } from '#app/ui/text-field.tsx';

/** Six figures, which phones may fill in by themselves. */
export function CodeField({ name, error }: { name: string; error?: string }) {
  return (
    <TextField
      name={name}
      error={error}
      label="验证器上的 6 位数字"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      width="short"
      maxLength={20}
      required
    />
  );
}

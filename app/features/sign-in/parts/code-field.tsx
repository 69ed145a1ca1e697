import { TextField } from '#app/ui/text-field.tsx';

/** A code of the authenticator, or a recovery code where the phone is not at hand: letters too, so no keyboard of figures alone. */
export function EitherCodeField({ id, name, error }: { id?: string; name: string; error?: string }) {
  return (
    <TextField
      id={id}
      name={name}
      error={error}
      label="验证器上的 6 位数字"
      hint="手机不在身边，填一个备用码也行，用过就作废。"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      width="medium"
      maxLength={40}
      required
    />
  );
}

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

import { PasswordField } from './password-field.tsx';

/** A new password, typed twice. */
export function NewPasswordFields({ errorOf }: { errorOf: (field: string) => string | undefined }) {
  return (
    <>
      <PasswordField
        name="password"
        label="新密码"
        autoComplete="new-password"
        hint="至少 8 个字符，大写字母、小写字母、数字、符号用上三种；或者写一句 12 个字符以上的话。"
        error={errorOf('password')}
      />
      <PasswordField
        name="again"
        label="再填一遍新密码"
        autoComplete="new-password"
        error={errorOf('again')}
      />
    </>
  );
}

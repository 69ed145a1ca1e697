import { Button } from '#app/ui/button.tsx';
import type { FieldProblem } from '../sign-in.schema.ts';
import { PasswordField, ShowPasswords } from './password-field.tsx';

/** Three fields and a button. The hidden username tells password managers whose password this is. */
export function PasswordForm({
  username,
  problems,
}: {
  username: string;
  problems: readonly FieldProblem[];
}) {
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <form className="form" method="post" action="/me/settings">
      <input type="text" name="username" autoComplete="username" defaultValue={username} readOnly hidden />
      <PasswordField
        name="current"
        label="现在的密码"
        autoComplete="current-password"
        error={errorOf('current')}
      />
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
      <div className="actions">
        <Button>改密码</Button>
        <ShowPasswords />
      </div>
    </form>
  );
}

import { Button } from '#app/ui/button.tsx';
import type { FieldProblem } from '../sign-in.schema.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
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
      <NewPasswordFields errorOf={errorOf} />
      <div className="actions">
        <Button>改密码</Button>
        <ShowPasswords />
      </div>
    </form>
  );
}

/** In its place for whoever has no password: another service signs them in. */
export function NoPassword() {
  return (
    <p>
      这个账号还没有密码。自己确认过手机号或者邮箱的，先退出登录，按登录页的“忘记密码”设一个；没有确认过的，请社区联络员、学院教务当面帮忙设；担着管理工作的，请安全管理员。
    </p>
  );
}

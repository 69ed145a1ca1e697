import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { PasswordField, ShowPasswords } from './password-field.tsx';

interface LoginFormProps {
  /** Where to go afterwards; empty for the usual place. */
  next: string;
  username?: string;
  ownDevice?: boolean;
  errorOf: (field: string) => string | undefined;
}

export function LoginForm({ next, username, ownDevice, errorOf }: LoginFormProps) {
  return (
    <form className="form" method="post" action="/login">
      <input type="hidden" name="next" value={next} />
      <TextField
        name="username"
        label="用户名或手机号"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        width="medium"
        defaultValue={username}
        error={errorOf('username')}
        required
      />
      <PasswordField
        name="password"
        label="密码"
        autoComplete="current-password"
        error={errorOf('password')}
      />
      <Checkbox
        name="device"
        value="own"
        checked={ownDevice}
        label="这是我自己的手机，14 天内不用再登录（学院工作人员的账号不适用）"
      />
      <div className="actions">
        <Button tone="primary">登录</Button>
        <ShowPasswords />
      </div>
    </form>
  );
}

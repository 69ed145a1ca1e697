import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import showPasswords from './show-passwords.js?url';

interface PasswordFieldProps {
  name: string;
  /** Where a page has several of this name. */
  id?: string;
  label: string;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string;
}

/** A password that can be pasted and filled in by the browser. */
export function PasswordField(field: PasswordFieldProps) {
  return (
    <TextField {...field} type="password" autoCapitalize="none" spellCheck={false} width="medium" required />
  );
}

/** The button that makes the passwords of its form readable; it stays away where there is no JavaScript. */
export function ShowPasswords() {
  return (
    <>
      <Button type="button" tone="quiet" aria-pressed={false} data-show-passwords="" hidden>
        显示密码
      </Button>
      <script type="module" src={showPasswords} />
    </>
  );
}

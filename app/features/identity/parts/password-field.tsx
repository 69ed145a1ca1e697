import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface PasswordFieldProps {
  name: string;
  label: string;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string;
  shown: boolean;
}

/** A password that can be pasted and filled in by the browser. */
export function PasswordField({ shown, ...field }: PasswordFieldProps) {
  return (
    <TextField
      {...field}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      width="medium"
      required
    />
  );
}

/** Whether the passwords of a form can be read, and the button that changes it: it comes with JavaScript. */
export function useShownPasswords(): { shown: boolean; toggle: ReactNode } {
  const [canShow, setCanShow] = useState(false);
  const [shown, setShown] = useState(false);
  useEffect(() => setCanShow(true), []);
  const toggle = canShow ? (
    <Button type="button" tone="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
      {shown ? '隐藏密码' : '显示密码'}
    </Button>
  ) : null;
  return { shown, toggle };
}

import { useEffect, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/text-field.tsx';

interface PasswordFieldProps {
  name: string;
  label: string;
  autoComplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string;
}

/** A password that can be pasted, filled in by the browser, and looked at: the button comes with JavaScript. */
export function PasswordField({ name, label, autoComplete, hint, error }: PasswordFieldProps) {
  const [canShow, setCanShow] = useState(false);
  const [shown, setShown] = useState(false);
  useEffect(() => setCanShow(true), []);
  return (
    <div className="stack gap-2">
      <TextField
        name={name}
        label={label}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        width="medium"
        hint={hint}
        error={error}
        required
      />
      {canShow ? (
        <div>
          <Button
            type="button"
            tone="quiet"
            aria-pressed={shown}
            aria-controls={name}
            onClick={() => setShown(!shown)}
          >
            {shown ? '隐藏' : '显示'}
            <span className="sr-only">{label}</span>
          </Button>
        </div>
      ) : null}
    </div>
  );
}

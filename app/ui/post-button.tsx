import type { ReactNode } from 'react';
import { Button, type ButtonTone } from './button.tsx';

type PostButtonProps = {
  /** Where it posts to, a noun: /sections/:id/enrolment. */
  action: string;
  fields?: Readonly<Record<string, string>>;
  tone?: ButtonTone;
  wide?: boolean;
  children: ReactNode;
  /** What a screen reader hears where the visible words need the row's name: 退选《四方五步》. */
  label?: string;
};

/** One action as a plain form post: works without JavaScript and is never a GET. */
export function PostButton({ action, fields = {}, tone, wide, children, label }: PostButtonProps) {
  return (
    <form action={action} method="post">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button tone={tone} wide={wide} aria-label={label}>
        {children}
      </Button>
    </form>
  );
}

import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';

export const buttonTones = ['primary', 'secondary', 'quiet'] as const;
/** primary: the one main action of a screen. quiet: looks like a link. */
export type ButtonTone = (typeof buttonTones)[number];

type Look = { tone?: ButtonTone; wide?: boolean };

const toneClasses: Record<ButtonTone, string> = {
  primary: 'btn btn-primary',
  secondary: 'btn btn-secondary',
  quiet: 'btn btn-quiet',
};

const look = ({ tone = 'secondary', wide }: Look) =>
  wide ? `${toneClasses[tone]} btn-wide` : toneClasses[tone];

export function Button({
  tone,
  wide,
  type = 'submit',
  ...rest
}: Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>) {
  return <button {...rest} type={type} className={look({ tone, wide })} />;
}

export function ButtonLink({
  tone,
  wide,
  ...rest
}: Look & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'> & { href: string }) {
  return <a {...rest} className={look({ tone, wide })} />;
}

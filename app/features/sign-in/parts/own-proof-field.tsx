import { noProofWords, type OwnProof } from '../waiting.rules.ts';
import { EitherCodeField } from './code-field.tsx';
import { PasswordField } from './password-field.tsx';

/** What somebody shows once more before they change how they sign in: the password, or a code where there is none. Nothing for whoever has neither: their page says `NoProof`. */
export function OwnProofField({
  proof,
  ...field
}: {
  proof: OwnProof;
  name: string;
  /** Where a page has several of this name. */
  id?: string;
  error?: string;
}) {
  if (proof === 'none') return null;
  if (proof === 'code') return <EitherCodeField {...field} />;
  return <PasswordField {...field} label="现在的密码" autoComplete="current-password" />;
}

/** In the place of a form, for whoever has nothing to show. */
export function NoProof() {
  return <p>{noProofWords}</p>;
}

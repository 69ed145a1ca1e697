import { ButtonLink } from '#app/ui/button.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import { assistedWords } from '../consent.rules.ts';
import type { Deed } from '../deeds.server.ts';

/** On a card of one's own courses: who chose this for one, and how one agreed. Nothing where nobody else did. */
export function AssistedNote({ deed }: { deed: Deed | undefined }) {
  const spoken = useSpoken();
  return deed ? <p>{spoken(assistedWords(deed))}。</p> : null;
}

/** The way to undo it or to object. */
export function AssistedLink({ deed }: { deed: Deed }) {
  return (
    <ButtonLink
      href={`/me/assisted/${deed.consentId}`}
      tone="quiet"
      aria-label={`撤销，或说没有同意：${deed.title}`}
    >
      撤销，或说没有同意
    </ButtonLink>
  );
}

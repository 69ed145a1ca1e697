import { useSpoken } from '#app/ui/view.tsx';
import { assistedWords } from '../consent.rules.ts';
import type { Deed } from '../deeds.server.ts';

/** On a card of one's own courses: who chose this for one, and the way to undo it or to object. */
export function AssistedNote({ deed }: { deed: Deed | undefined }) {
  const spoken = useSpoken();
  if (!deed) return null;
  return (
    <p>
      {spoken(assistedWords(deed))}。{' '}
      <a href={`/me/assisted/${deed.consentId}`}>
        {spoken('退选，或者说不是你同意的')}
        <span className="sr-only">：{deed.courseTitle}</span>
      </a>
    </p>
  );
}

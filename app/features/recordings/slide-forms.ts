import { MOST_SLIDES, type TypedSlide } from './slides.rules.ts';

/** What a form without pictures asks: `deed` is save or remove:<id>; the slides come as from-<id> and words-<id>. */
export type SlideForm = { deed: 'save' | 'remove'; slideId: string; typed: TypedSlide[] } | null;

/** What was typed to the slides, without the one that is to be removed; null where the form asks nothing that is known. */
export function readSlideForm(fields: Record<string, string>): SlideForm {
  const [deed = '', slideId = ''] = (fields.deed ?? '').split(':');
  if (deed !== 'save' && deed !== 'remove') return null;
  const ids = Object.keys(fields)
    .flatMap((name) => /^from-([0-9a-f-]{36})$/.exec(name)?.[1] ?? [])
    .slice(0, MOST_SLIDES);
  const typed = ids
    .filter((id) => deed === 'save' || id !== slideId)
    .map((id) => ({ id, from: fields[`from-${id}`] ?? '', words: fields[`words-${id}`] ?? '' }));
  return { deed, slideId, typed };
}

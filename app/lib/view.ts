import { type TextSize, textSizes, type View, views } from '#app/ui/view.tsx';

export interface ViewChoice {
  view: View;
  textSize: TextSize;
}

export const VIEW_COOKIE = 'view';
const YEAR_SECONDS = 365 * 24 * 60 * 60;
const standard: ViewChoice = { view: 'standard', textSize: '1' };

interface HasHeaders {
  headers: { get(name: string): string | null };
}

/** The view that the browser of this request asked for: the cookie `view` holds `standard` or `elder.1` to `elder.3`. */
export function readView({ headers }: HasHeaders): ViewChoice {
  return viewFromCookies(headers.get('cookie'));
}

export function viewFromCookies(cookies: string | null | undefined): ViewChoice {
  const value = /(?:^|;\s*)view=([a-z]+(?:\.\d)?)(?:;|$)/.exec(cookies ?? '')?.[1];
  return value ? toChoice(...(value.split('.') as [string, string?])) : standard;
}

/** The choice that a form's fields `view` and `size` make; what is missing or unknown is the standard. */
export function toChoice(view: string | null | undefined, textSize?: string | null): ViewChoice {
  return {
    view: views.find((known) => known === view) ?? standard.view,
    textSize: textSizes.find((known) => known === textSize) ?? standard.textSize,
  };
}

/** The short form of a choice, as it stands in the cookie and in the key of a kept page. */
export function viewName({ view, textSize }: ViewChoice): string {
  return view === 'elder' ? `elder.${textSize}` : 'standard';
}

/** A Set-Cookie line; the server adds `Secure` behind TLS. */
export function viewCookie(choice: ViewChoice): string {
  return `${VIEW_COOKIE}=${viewName(choice)}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax`;
}

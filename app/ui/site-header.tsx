import type { TextSize, View } from './view.tsx';
import { TextSizeSwitch, ViewSwitch } from './view-switch.tsx';
import { Wordmark } from './wordmark.tsx';

export type NavItem = { label: string; href: string; current?: boolean };

export type HeaderProps = {
  /** Main navigation, five or six at most. */
  nav: readonly NavItem[];
  /** 登录, or 我的 once signed in. */
  account?: NavItem;
  view: View;
  textSize?: TextSize;
  /** Path and query of this page: where the view switch comes back to. */
  here: string;
};

function NavLinks({ items }: { items: readonly NavItem[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.href}>
          <a href={item.href} aria-current={item.current ? 'page' : undefined}>
            {item.label}
          </a>
        </li>
      ))}
    </ul>
  );
}

const signIn: NavItem = { label: '登录', href: '/login' };

/** The navigation stands twice, open on wide screens and folded on narrow ones; CSS shows one. */
export function SiteHeader({ nav, account = signIn, view, textSize = '1', here }: HeaderProps) {
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Wordmark />
        <nav className="nav-wide" aria-label="主导航">
          <NavLinks items={nav} />
        </nav>
        <div className="site-header-tools">
          {view === 'elder' ? null : <ViewSwitch view={view} here={here} />}
          <a
            className="header-link header-account"
            href={account.href}
            aria-current={account.current ? 'page' : undefined}
          >
            {account.label}
          </a>
          <details className="nav-narrow">
            <summary className="header-link">菜单</summary>
            <nav aria-label="主导航">
              <NavLinks items={nav} />
            </nav>
          </details>
        </div>
      </div>
      {view === 'elder' ? (
        <div className="site-header-sizes">
          <TextSizeSwitch textSize={textSize} here={here} />
          <ViewSwitch view={view} here={here} />
        </div>
      ) : null}
    </header>
  );
}

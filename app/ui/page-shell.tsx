import type { ReactNode } from 'react';
import { Breadcrumb, type Crumb } from './breadcrumb.tsx';
import { type FooterLink, SiteFooter } from './site-footer.tsx';
import { type HeaderProps, SiteHeader } from './site-header.tsx';
import { ViewProvider } from './view.tsx';

type PageShellProps = HeaderProps & {
  /** reading: one column to 720 px. standard: room for a second column. wide: staff tables to 1280 px. */
  width?: 'reading' | 'standard' | 'wide';
  breadcrumb?: readonly Crumb[];
  footerLinks?: readonly FooterLink[];
  footerNote?: string;
  children: ReactNode;
};

/** What stands around every page: skip link, header, way back, the one main landmark, footer. */
export function PageShell({
  width = 'standard',
  breadcrumb,
  footerLinks,
  footerNote,
  children,
  ...header
}: PageShellProps) {
  return (
    <ViewProvider view={header.view}>
      <div className={`frame frame-${width}`}>
        <a className="skip-link" href="#main">
          跳到正文
        </a>
        <SiteHeader {...header} />
        {breadcrumb?.length ? <Breadcrumb trail={breadcrumb} /> : null}
        <main id="main" className="main" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter links={footerLinks} note={footerNote} />
      </div>
    </ViewProvider>
  );
}

import { SchoolMark } from './school-mark.tsx';
import { schools } from './tokens.ts';

export type FooterLink = { label: string; href: string };

const usualLinks: readonly FooterLink[] = [
  { label: '核验证书', href: '/verify' },
  { label: '无障碍说明', href: '/accessibility' },
  { label: '隐私说明', href: '/privacy' },
];

export function SiteFooter({
  links = usualLinks,
  note,
}: {
  links?: readonly FooterLink[];
  /** Who runs the college and how to reach a person. */
  note?: string;
}) {
  return (
    <footer className="site-footer">
      <div className="site-footer-row">
        <ul aria-label="四所学校">
          {schools.map((school) => (
            <li key={school}>
              <SchoolMark school={school} named />
            </li>
          ))}
        </ul>
        <ul className="site-footer-links">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
        {note ? <p>{note}</p> : null}
      </div>
    </footer>
  );
}

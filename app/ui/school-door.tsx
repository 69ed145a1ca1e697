import { SchoolMark } from './school-mark.tsx';
import { type School, schoolLooks } from './tokens.ts';

/** One of the four doors on the first page. */
export function SchoolDoor({ school, href, words }: { school: School; href: string; words: string }) {
  const { name, colour } = schoolLooks[school];
  return (
    <a className={`school-door school-door-${colour}`} href={href}>
      <SchoolMark school={school} silent />
      <strong>{name}</strong>
      <span>{words}</span>
    </a>
  );
}

import { SchoolMark } from './school-mark.tsx';
import { type School, schoolLooks } from './tokens.ts';

/** One of the four doors on the first page. `words`: 13 门课, 3 个班可选. */
export function SchoolDoor({
  school,
  href,
  words,
}: {
  school: School;
  href: string;
  words: readonly string[];
}) {
  const { name, colour } = schoolLooks[school];
  return (
    <a className={`school-door school-door-${colour}`} href={href}>
      <SchoolMark school={school} silent />
      <strong>{name}</strong>
      <span className="door-words">
        {words.map((one) => (
          <span key={one}>{one}</span>
        ))}
      </span>
    </a>
  );
}

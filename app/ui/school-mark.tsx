import { type School, schoolLooks } from './tokens.ts';

/**
 * The school's character in its colour. `named`: the school's name beside it. `silent`: its name
 * already stands next to it, so that a screen reader need not hear it twice.
 */
export function SchoolMark({
  school,
  named = false,
  silent = named,
}: {
  school: School;
  named?: boolean;
  silent?: boolean;
}) {
  const { name, mark, colour } = schoolLooks[school];
  const square = (
    <span
      className={`mark mark-${colour}`}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    >
      {mark}
    </span>
  );
  if (!named) return square;
  return (
    <span className="mark-named">
      {square}
      {name}
    </span>
  );
}

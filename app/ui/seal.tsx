import { type School, schoolLooks } from './tokens.ts';

/**
 * The 印: only for a finished course, a posted credit or a certificate, so that it means something.
 * `date` is already in words: 11月22日.
 */
export function Seal({
  school,
  date,
  size = 'normal',
  label = '已盖章',
}: {
  /** Null: of no school of the four, so the academy's own. */
  school: School | null;
  date: string;
  size?: 'normal' | 'large';
  /** What the seal says: 已结业, 已计入. */
  label?: string;
}) {
  return (
    <span className={size === 'large' ? 'seal seal-large' : 'seal'}>
      <span className="seal-face" aria-hidden="true">
        {school === null ? '院' : schoolLooks[school].mark}
      </span>
      <span className="seal-words">
        <span>{label}</span>
        <span className="seal-date">{date}</span>
      </span>
    </span>
  );
}

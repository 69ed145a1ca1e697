import { inks } from './cover-art.ts';
import { type Inks, motifs } from './cover-motifs.ts';

/** Four paper-cuts in one window, one a school: the picture of 四校合一 on the first page. */
const panes: readonly [x: number, y: number, ink: Inks, motif: keyof typeof motifs, seed: number][] = [
  [0, 0, inks.party, 'sun', 1],
  [74, 0, inks.governance, 'table', 1],
  [0, 74, inks.senior, 'leaf', 1],
  [74, 74, inks.citizen, 'houses', 1],
];

const picture = panes
  .map(
    ([x, y, ink, motif, seed]) =>
      `<svg x="${x}" y="${y}" width="70" height="70" viewBox="45 0 70 70"><path fill="${ink.ground}" d="M0 0h160v70H0z"/>${motifs[motif](seed, ink)}</svg>`,
  )
  .join('');

export function FourSchoolsPicture() {
  return (
    <svg
      className="four-schools"
      viewBox="0 0 144 144"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made of figures in this folder alone
      dangerouslySetInnerHTML={{ __html: picture }}
    />
  );
}

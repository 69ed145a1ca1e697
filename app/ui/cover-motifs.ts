/** Paper-cut shapes for course covers: whole numbers and short paths, so that a cover stays small. */
export type Inks = { ground: string; pale: string; main: string; deep: string; accent: string };

type Motif = (seed: number, ink: Inks) => string;

const round = (value: number) => Math.round(value * 10) / 10;
const fill = (colour: string, d: string) => `<path fill="${colour}" d="${d}"/>`;
const disc = (colour: string, cx: number, cy: number, r: number) =>
  `<circle fill="${colour}" cx="${round(cx)}" cy="${round(cy)}" r="${r}"/>`;

/** A point at a distance from the centre, by turns of the circle. */
const polar = (cx: number, cy: number, r: number, turn: number) =>
  [round(cx + r * Math.sin(turn * 2 * Math.PI)), round(cy - r * Math.cos(turn * 2 * Math.PI))] as const;

/** `count` leaf-shaped petals between two radii. `girth` is their half width in turns. */
function petals(cx: number, cy: number, count: number, from: number, to: number, girth: number, shift = 0) {
  const middle = (from + to) / 2;
  return Array.from({ length: count }, (_, at) => {
    const turn = (at + shift) / count;
    const [start, one, tip, other] = [
      polar(cx, cy, from, turn),
      polar(cx, cy, middle, turn - girth),
      polar(cx, cy, to, turn),
      polar(cx, cy, middle, turn + girth),
    ];
    return `M${start}Q${one} ${tip}Q${other} ${start}`;
  }).join('');
}

const seat = (seed: number) => [56, 80, 104][seed % 3] ?? 80;

const flower: Motif = (seed, ink) => {
  const cx = seat(seed);
  const count = 6 + ((seed >>> 2) % 2) * 2;
  return (
    disc(ink.main, cx, 35, 29) +
    fill(ink.ground, petals(cx, 35, count, 12, 27, 0.42 / count)) +
    fill(ink.accent, petals(cx, 35, count, 17, 24, 0.2 / count)) +
    fill(ink.ground, petals(cx, 35, count, 4, 12, 0.5 / count, 0.5)) +
    disc(ink.accent, cx, 35, 4)
  );
};

const sun: Motif = (seed, ink) => {
  const cx = seat(seed);
  const count = 9 + ((seed >>> 2) % 3) * 2;
  const rays = Array.from({ length: count }, (_, at) => {
    const turn = -0.25 + (at + 0.5) / (count * 2);
    const half = 0.11 / count;
    return `M${polar(cx, 58, 26, turn - half)}L${polar(cx, 58, 46, turn - half * 1.8)} ${polar(cx, 58, 46, turn + half * 1.8)} ${polar(cx, 58, 26, turn + half)}z`;
  }).join('');
  return (
    fill(ink.main, rays) +
    disc(ink.accent, cx, 58, 21) +
    fill(ink.main, 'M0 58Q40 44 80 56T160 52V70H0z') +
    fill(ink.deep, 'M0 66Q50 54 90 63T160 60V70H0z')
  );
};

const lattice: Motif = (seed, ink) => {
  const x = seat(seed) - 27;
  const inner =
    seed % 2 === 0
      ? 'M27 8 46 27 27 46 8 27zM27 17 17 27 27 37 37 27z'
      : 'M6 6h12v12H6zM36 6h12v12H36zM6 36h12v12H6zM36 36h12v12H36zM21 9h12v36H21zM9 21h36v12H9z';
  return (
    `<g transform="translate(${x} 8)" fill-rule="evenodd">` +
    fill(ink.main, 'M0 0h54v54H0zM4 4v46h46V4z') +
    fill(ink.main, `M4 4h46v46H4z${inner}`) +
    disc(ink.accent, 27, 27, 5) +
    '</g>'
  );
};

const table: Motif = (seed, ink) => {
  const cx = seat(seed);
  const count = 6 + ((seed >>> 3) % 3);
  const seats = Array.from({ length: count }, (_, at) => {
    const [x, y] = polar(cx, 35, 24, (at + 0.5) / count);
    return disc(at === 0 ? ink.accent : at % 2 ? ink.main : ink.deep, x, y, 6);
  }).join('');
  return (
    seats +
    disc(ink.main, cx, 35, 15) +
    disc(ink.ground, cx, 35, 11.5) +
    fill(ink.main, petals(cx, 35, 4, 2, 10, 0.1))
  );
};

const houses: Motif = (seed, ink) => {
  const left = seat(seed) - 50;
  const heights = [26, 40, 32, 46, 30].map((high, at) => high + ((seed >>> (at * 2)) % 3) * 3);
  return heights
    .map((high, at) => {
      const x = left + at * 20;
      const top = 70 - high;
      const body = at % 2 === 0 ? `M${x} 70V${top}l9-9 9 9v${high}z` : `M${x} 70V${top - 4}h18V70z`;
      const windows = Array.from({ length: Math.floor(high / 13) }, (_, row) => {
        const y = top + 5 + row * 11;
        return `M${x + 4} ${y}h4v5h-4zM${x + 10} ${y}h4v5h-4z`;
      }).join('');
      const lit = at === (seed >>> 3) % 5;
      return fill(at % 2 ? ink.deep : ink.main, body) + fill(lit ? ink.accent : ink.ground, windows);
    })
    .join('');
};

const tree: Motif = (seed, ink) => {
  const cx = seat(seed);
  const links = `M${cx} 18V32M${cx - 24} 46V36h48V46M${cx} 32v16`;
  return (
    `<path fill="none" stroke="${ink.main}" stroke-width="3" d="${links}"/>` +
    disc(ink.accent, cx, 15, 9) +
    [-24, 0, 24].map((by, at) => disc(at === seed % 3 ? ink.deep : ink.main, cx + by, 48, 8)).join('') +
    [-31, -17, -7, 7, 17, 31].map((by) => disc(ink.main, cx + by, 63, 3)).join('')
  );
};

const knot: Motif = (seed, ink) => {
  const cx = seat(seed);
  const diamond = (x: number) => `M${x} 9l26 26-26 26-26-26zM${x} 18 ${x - 17} 35 ${x} 52l17-17z`;
  return (
    `<g fill-rule="evenodd">` +
    fill(ink.main, diamond(cx - 12)) +
    fill(ink.deep, diamond(cx + 12)) +
    '</g>' +
    fill(ink.accent, `M${cx} 28l7 7-7 7-7-7z`)
  );
};

const leaf: Motif = (seed, ink) => {
  const cx = seat(seed);
  const pairs = [56, 44, 32]
    .map(
      (y, at) =>
        `M${cx} ${y}q6-${15 - at * 2} ${26 - at * 5}-${13 - at}q-6 ${15 - at} -${26 - at * 5} ${13 - at}M${cx} ${y}q-6-${15 - at * 2} -${26 - at * 5}-${13 - at}q6 ${15 - at} ${26 - at * 5} ${13 - at}`,
    )
    .join('');
  return (
    fill(ink.main, `${pairs}M${cx - 1} 70V26h2V70z`) +
    fill(ink.deep, `M${cx} 28q-8-9 0-20q8 11 0 20`) +
    disc(ink.accent, seed % 2 ? cx + 26 : cx - 26, 13, 7)
  );
};

const book: Motif = (seed, ink) => {
  const cx = seat(seed);
  return (
    fill(ink.deep, `M${cx} 62q-18-9-38-4V22q20-5 38 4q18-9 38-4v36q-20-5-38 4z`) +
    fill(ink.ground, `M${cx - 2} 56q-15-6-31-4V26q16-2 31 5zM${cx + 2} 56q15-6 31-4V26q-16-2-31 5z`) +
    fill(ink.main, `M${cx} 24q-10-8 0-20q10 12 0 20`) +
    fill(
      ink.pale,
      `M${cx - 28} 33h20v2h-20zM${cx - 28} 40h20v2h-20zM${cx + 8} 33h20v2H${cx + 8}zM${cx + 8} 40h${seed % 2 ? 20 : 12}v2H${cx + 8}z`,
    )
  );
};

const arches: Motif = (seed, ink) => {
  const cx = seat(seed);
  const arch = (r: number) => `M${cx - r} 70V${70 - r - 14 + r / 3}a${r} ${r} 0 0 1 ${r * 2} 0V70z`;
  return (
    fill(ink.main, arch(34)) +
    fill(ink.ground, arch(27)) +
    fill(ink.deep, arch(22)) +
    fill(ink.ground, arch(15)) +
    fill(ink.accent, arch(10))
  );
};

const screen: Motif = (seed, ink) => {
  const cx = seat(seed);
  const arc = (r: number) => `M${cx - r} 38a${r} ${r} 0 0 1 ${r * 2} 0`;
  const waves = [7, 13].map(arc).join('');
  return (
    `<rect fill="${ink.main}" x="${cx - 20}" y="4" width="40" height="62" rx="6"/>` +
    `<rect fill="${ink.ground}" x="${cx - 16}" y="11" width="32" height="44" rx="2"/>` +
    `<path fill="none" stroke="${ink.deep}" stroke-width="3" stroke-linecap="round" d="${waves}"/>` +
    disc(ink.accent, cx, 40, 3.5) +
    fill(ink.pale, `M${cx - 11} 47h22v3h-22z`) +
    disc(ink.ground, cx, 60.5, 2)
  );
};

export const motifs = { flower, sun, lattice, table, houses, tree, knot, leaf, book, arches, screen };

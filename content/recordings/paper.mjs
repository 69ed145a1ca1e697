/** Cut-paper building blocks for the slides: every function answers SVG text. Coordinates are those of the slide. */

export const INK = '#1E2A2F';
export const CARD = '#FFFFFF';
export const PAPER = '#FBF9F4';
export const OCHRE = '#C98A2B';
export const CINNABAR = '#B3321F';
export const LINE = '#DDD6C8';

/** Mixes a colour with paper: `share` 0…1 of the colour. */
export function tint(colour, share) {
  const part = (hex, i) => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mix = [0, 1, 2].map((i) => Math.round(part(colour, i) * share + part(PAPER, i) * (1 - share)));
  return `rgb(${mix.join(',')})`;
}

/** Something that enters with beat `at`. */
export const when = (at, body, how = 'rise') => `<g data-at="${at}" data-how="${how}">${body}</g>`;
export const layer = (body) => `<g class="layer">${body}</g>`;
export const rect = (x, y, w, h, fill, r = 0, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
export const circle = (x, y, r, fill, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const stroke = (d, colour, width = 8) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const word = (x, y, text, size, colour, weight = 700) =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="middle">${text}</text>`;

/** The coloured sheet on the right with its cut edge, and two hills at its foot. */
export function ground(colour) {
  return (
    path('M880 0 C850 120 905 230 872 360 C842 480 900 600 868 720 L1280 720 L1280 0 Z', tint(colour, 0.14)) +
    layer(
      path('M866 720 C872 660 930 612 1010 622 C1090 632 1130 590 1280 600 L1280 720 Z', tint(colour, 0.3)),
    ) +
    layer(
      path('M866 720 C940 664 1050 690 1130 668 C1200 650 1240 660 1280 650 L1280 720 Z', tint(colour, 0.46)),
    )
  );
}

/** A person without a face: a head and a rounded coat, standing on y. */
export const person = (x, y, colour, size = 1) =>
  layer(
    path(
      `M${x - 42 * size} ${y} v${-58 * size} a${42 * size} ${46 * size} 0 0 1 ${84 * size} 0 v${58 * size} Z`,
      colour,
    ) + circle(x, y - 132 * size, 29 * size, tint('#9A6412', 0.45)),
  );

/** A round-headed tree standing on y. */
export const tree = (x, y, colour, size = 1) =>
  layer(
    rect(x - 5 * size, y - 60 * size, 10 * size, 60 * size, tint('#9A6412', 0.7), 4) +
      `<ellipse cx="${x}" cy="${y - 88 * size}" rx="${38 * size}" ry="${52 * size}" fill="${colour}"/>`,
  );

/** A sheet of card with ruled lines. */
export const sheet = (x, y, w, h, lines, colour) =>
  layer(rect(x, y, w, h, CARD, 12)) +
  lines.map(([dx, dy, len]) => rect(x + dx, y + dy, len, 10, tint(colour, 0.3), 5)).join('');

/** A speech bubble with its tail at the lower left or right. */
export const bubble = (x, y, w, h, fill, side = 'left') =>
  layer(
    rect(x, y, w, h, fill, 26) +
      (side === 'left'
        ? path(`M${x + 34} ${y + h - 6} l-10 40 l52 -40 Z`, fill)
        : path(`M${x + w - 34} ${y + h - 6} l10 40 l-52 -40 Z`, fill)),
  );

/** A tick in a round token. */
export const tick = (x, y, r, fill) =>
  layer(circle(x, y, r, fill)) +
  stroke(`M${x - r * 0.45} ${y} l${r * 0.33} ${r * 0.36} l${r * 0.6} ${-r * 0.72}`, CARD, r * 0.2);

/** A cross in a round token. */
export const cross = (x, y, r, fill) =>
  layer(circle(x, y, r, fill)) +
  stroke(
    `M${x - r * 0.36} ${y - r * 0.36} l${r * 0.72} ${r * 0.72} M${x + r * 0.36} ${y - r * 0.36} l${-r * 0.72} ${r * 0.72}`,
    CARD,
    r * 0.2,
  );

/** A block of flats: floors × columns of windows; `lit(floor, column)` answers the beat at which a window lights, or none. */
export function flats(x, y, columns, floors, colour, lit = () => null) {
  const w = columns * 62 + 28;
  const h = floors * 70 + 26;
  let body = layer(
    rect(x, y - h, w, h, colour, 8) + path(`M${x - 12} ${y - h} h${w + 24} l-22 -30 h${-w + 20} Z`, colour),
  );
  for (let f = 0; f < floors; f += 1) {
    for (let c = 0; c < columns; c += 1) {
      const wx = x + 23 + c * 62;
      const wy = y - h + 22 + f * 70;
      body += rect(wx, wy, 42, 46, tint(INK, 0.16), 5, 'opacity=".55"');
      const at = lit(f, c);
      if (at !== null)
        body += when(at, rect(wx, wy, 42, 46, '#F6D98B', 5) + rect(wx + 19, wy, 4, 46, '#E0B95A'), 'none');
    }
  }
  return body;
}

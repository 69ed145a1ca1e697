import {
  CARD,
  circle,
  flats,
  ground,
  INK,
  LINE,
  layer,
  OCHRE,
  path,
  person,
  rect,
  sheet,
  stroke,
  tick,
  tint,
  tree,
  when,
  word,
} from './paper.mjs';
import { meetingPictures } from './pictures-meeting.mjs';
import { peoplePictures } from './pictures-people.mjs';
import { safetyPictures } from './pictures-safety.mjs';

const building = (c) =>
  when(0, layer(circle(1190, 120, 52, tint(OCHRE, 0.75)))) +
  when(
    0,
    flats(960, 640, 4, 6, tint(c, 0.72), (f, k) =>
      (f * 7 + k * 3) % 5 === 0 ? 1 : (f * 5 + k) % 4 === 0 ? 2 : null,
    ),
    'rise',
  ) +
  when(1, tree(922, 672, tint(c, 0.9), 1.05), 'grow') +
  when(2, tree(1256, 676, tint(c, 0.85), 1.25), 'grow');

/** Four tokens on a string, one per role. */
const links = (c) =>
  stroke('M1080 110 V620', tint(c, 0.4), 10) +
  ['网格', '楼栋', '单元', '志愿']
    .map((name, i) =>
      when(
        i + 1,
        layer(circle(1080, 138 + 146 * i, i === 1 ? 66 : 54, i === 1 ? c : CARD)) +
          word(1080, 138 + 146 * i + 13, name, i === 1 ? 40 : 34, i === 1 ? CARD : INK),
        'grow',
      ),
    )
    .join('');

/** The same block, walked from the top floor down. */
const floors = (c) =>
  when(
    0,
    flats(976, 640, 3, 5, tint(c, 0.72), (f) => (f < 2 ? 1 : f < 3 ? 2 : f < 4 ? 3 : 4)),
  ) + when(1, layer(path('M1222 262 h26 v250 h24 l-37 44 l-37 -44 h24 Z', OCHRE)), 'grow');

const bubbles = (c) =>
  when(
    0,
    layer(rect(924, 340, 160, 300, tint(c, 0.62), 8)) +
      rect(944, 360, 120, 280, tint(c, 0.8), 4) +
      circle(1046, 500, 8, '#F6D98B') +
      word(1004, 418, '301', 34, CARD) +
      person(1182, 640, OCHRE, 1.2),
  ) +
  ['我是谁', '怎么找我', '留个电话']
    .map((t, i) =>
      when(
        i + 1,
        bubbleLine([960, 1040, 1000][i], 56 + i * 92, t, i === 2 ? c : CARD, i === 2 ? CARD : INK),
        'grow',
      ),
    )
    .join('') +
  when(4, tick(1234, 628, 30, c), 'grow');

const bubbleLine = (x, y, text, fill, ink) =>
  layer(rect(x, y, 186, 76, fill, 24)) + word(x + 93, y + 50, text, 34, ink);

const people = (c) =>
  [
    [976, 330, tint(c, 0.55)],
    [1170, 330, OCHRE],
    [976, 544, tint(c, 0.85)],
    [1170, 544, tint('#B3321F', 0.7)],
  ]
    .map(([x, y, fill], i) =>
      when(i + 1, layer(circle(x, y - 80, 92, CARD)) + person(x, y - 6, fill, 0.92), 'grow'),
    )
    .join('');

const lock = (c) =>
  when(
    0,
    stroke('M1006 330 v-70 a74 74 0 0 1 148 0 v70', tint(c, 0.75), 30) +
      layer(rect(950, 320, 260, 220, c, 26)) +
      circle(1080, 412, 28, '#F6D98B') +
      rect(1070, 420, 20, 66, '#F6D98B', 10),
  ) +
  when(
    1,
    sheet(
      930,
      560,
      140,
      92,
      [
        [20, 22, 60],
        [20, 46, 100],
      ],
      c,
    ) + tick(1064, 648, 24, c),
    'grow',
  ) +
  when(
    2,
    sheet(
      1104,
      560,
      140,
      92,
      [
        [20, 22, 100],
        [20, 46, 70],
      ],
      '#B3321F',
    ) + stroke('M1118 640 L1230 572', '#B3321F', 10),
    'grow',
  );

const week = (c) =>
  when(
    0,
    layer(rect(924, 170, 310, 400, CARD, 18)) +
      path('M924 188 a18 18 0 0 1 18 -18 h274 a18 18 0 0 1 18 18 v62 h-310 Z', c) +
      word(1079, 226, '这一周', 38, CARD) +
      [0, 1, 2, 3, 4, 5, 6]
        .map(
          (d) =>
            rect(948 + (d % 3) * 90, 276 + Math.floor(d / 3) * 94, 76, 78, tint(c, 0.12), 10) +
            word(986 + (d % 3) * 90, 328 + Math.floor(d / 3) * 94, d + 1, 36, INK),
        )
        .join(''),
  ) +
  [[0], [1, 2, 3, 4, 5], [6]]
    .map((days, i) =>
      when(
        i + 1,
        days
          .map(
            (d) =>
              rect(
                948 + (d % 3) * 90,
                276 + Math.floor(d / 3) * 94,
                76,
                78,
                [c, tint(c, 0.6), OCHRE][i],
                10,
              ) + word(986 + (d % 3) * 90, 328 + Math.floor(d / 3) * 94, d + 1, 36, CARD),
          )
          .join(''),
        'none',
      ),
    )
    .join('');

/** A contact card that fills line by line. */
const card = (c) =>
  when(
    0,
    `<g transform="rotate(-4 1080 360)">${layer(rect(910, 210, 340, 300, CARD, 20))}${path('M910 230 a20 20 0 0 1 20 -20 h300 a20 20 0 0 1 20 20 v54 h-340 Z', c)}${word(1080, 262, '楼栋联系卡', 36, CARD)}</g>`,
  ) +
  [
    ['5 栋楼栋长', 328],
    ['电话 · · · ·', 378],
    ['晚上 7 点到 9 点', 428],
    ['急事先打 110', 478],
  ]
    .map(([t, y], i) =>
      when(
        i + 1,
        `<g transform="rotate(-4 1080 360)">${word(1080, y, t, 32, i === 3 ? '#B3321F' : INK, i === 3 ? 700 : 500)}</g>`,
        'none',
      ),
    )
    .join('') +
  when(4, tick(1226, 518, 34, OCHRE), 'grow');

/** An open notebook; a row appears with each beat. */
const ledger = (c) =>
  when(
    0,
    layer(rect(900, 190, 352, 410, c, 16)) +
      layer(
        path('M912 204 h160 q8 0 8 10 v372 q0 -10 -8 -10 h-160 Z', CARD) +
          path('M1240 204 h-152 q-8 0 -8 10 v372 q0 -10 8 -10 h152 Z', '#F7F2E6'),
      ),
  ) +
  [0, 1, 2, 3, 4]
    .map((i) =>
      when(
        i + 1,
        rect(934, 236 + i * 66, 116, 14, tint(c, 0.6), 7) +
          rect(934, 260 + i * 66, 80, 10, LINE, 5) +
          rect(1106, 236 + i * 66, 108, 14, tint(OCHRE, 0.75), 7) +
          rect(1106, 260 + i * 66, 66, 10, LINE, 5),
        'slide',
      ),
    )
    .join('');

const PICTURES = {
  building,
  links,
  floors,
  bubbles,
  people,
  lock,
  week,
  card,
  ledger,
  ...meetingPictures,
  ...peoplePictures,
  ...safetyPictures,
};

/** The right half of a slide as SVG; a name that nobody drew is a mistake in the script. */
export function pictureOf(name, colour) {
  if (!Object.hasOwn(PICTURES, name)) throw new Error(`no picture called ${name}`);
  return `<svg width="1280" height="720" viewBox="0 0 1280 720" font-family="Noto Sans CJK SC">${ground(colour)}${PICTURES[name](colour)}</svg>`;
}

import {
  CARD,
  CINNABAR,
  circle,
  cross,
  flats,
  INK,
  LINE,
  layer,
  OCHRE,
  path,
  rect,
  sheet,
  stroke,
  tick,
  tint,
  when,
  word,
} from './paper.mjs';

const SEATS = [
  [1080, 162, '两委'],
  [1208, 340, '党员'],
  [1080, 518, '居民'],
  [952, 340, '相关'],
];
const chair = (x, y, fill) => layer(circle(x, y, 50, fill));
const taken = (c, i) =>
  layer(circle(SEATS[i][0], SEATS[i][1], 56, [c, '#A8452F', tint(c, 0.72), OCHRE][i])) +
  word(SEATS[i][0], SEATS[i][1] + 12, SEATS[i][2], 34, CARD);
const roundTable = (c) =>
  layer(circle(1080, 340, 96, tint(OCHRE, 0.55))) +
  circle(1080, 340, 72, tint(OCHRE, 0.42)) +
  rect(1054, 316, 52, 48, CARD, 6) +
  SEATS.map(([x, y]) => chair(x, y, tint(c, 0.28))).join('');

/** A round table seen from above; a seat is taken with each beat. */
const table = (c) => when(0, roundTable(c)) + SEATS.map((_, i) => when(i + 1, taken(c, i), 'grow')).join('');

/** Three chairs taken; the fourth waits for whoever answers the three questions. */
const seat = (c) =>
  when(0, roundTable(c) + [0, 1, 2].map((i) => taken(c, i)).join('') + word(952, 362, '?', 60, INK)) +
  ['受影响', '要出钱', '来动手']
    .map((t, i) =>
      when(
        i + 1,
        layer(rect(902 + i * 120, 596, 110, 64, CARD, 16)) + word(957 + i * 120, 638, t, 30, INK),
        'grow',
      ),
    )
    .join('');

const STEPS = ['收集', '定题', '协商', '落实', '监督'];

/** Five paper steps going up, one a beat, a flag on the last. */
const stairs = (c) =>
  STEPS.map((name, i) =>
    when(
      i + 1,
      layer(rect(900 + i * 72, 540 - i * 84, 74, 110 + i * 84, tint(c, 0.55 + i * 0.11), 6)) +
        word(936 + i * 72, 588 - i * 84, name, 29, CARD),
    ),
  ).join('') +
  when(5, stroke('M1226 200 V96', INK, 6) + layer(path('M1226 98 l-72 22 l72 24 Z', OCHRE)), 'grow');

/** Many loose slips become one question. */
const funnel = (c) =>
  when(
    1,
    [
      [910, 130, -8],
      [1040, 90, 5],
      [1150, 150, 10],
      [960, 220, 4],
      [1100, 230, -6],
    ]
      .map(
        ([x, y, r]) =>
          `<g transform="rotate(${r} ${x} ${y})">${sheet(
            x,
            y,
            104,
            76,
            [
              [16, 18, 70],
              [16, 42, 46],
            ],
            c,
          )}</g>`,
      )
      .join(''),
  ) +
  when(2, layer(path('M920 340 h320 l-118 120 v70 h-84 v-70 Z', c)), 'grow') +
  when(3, layer(rect(930, 560, 300, 82, CARD, 16)) + word(1080, 614, '装不装，装在哪', 34, INK), 'grow');

const checklist = (c) =>
  when(
    0,
    layer(rect(920, 180, 320, 430, tint(OCHRE, 0.5), 20)) +
      layer(rect(942, 212, 276, 376, CARD, 10)) +
      layer(rect(1028, 156, 104, 52, tint(INK, 0.7), 14)) +
      [0, 1, 2]
        .map(
          (i) =>
            rect(968, 262 + i * 108, 52, 52, tint(c, 0.14), 10) +
            rect(1040, 268 + i * 108, 148, 14, tint(INK, 0.45), 7) +
            rect(1040, 294 + i * 108, 96, 12, LINE, 6),
        )
        .join(''),
  ) +
  [0, 1, 2]
    .map((i) =>
      when(
        i + 1,
        rect(968, 262 + i * 108, 52, 52, c, 10) + stroke(`M980 ${288 + i * 108} l11 12 l20 -24`, CARD, 7),
        'grow',
      ),
    )
    .join('');

const scooter = (x, y, c, size = 1) =>
  `<g transform="translate(${x} ${y}) scale(${size}) translate(${-x} ${-y})">${scooterShape(x, y, c)}</g>`;
const scooterShape = (x, y, c) =>
  layer(
    circle(x, y, 34, INK) +
      circle(x + 136, y, 34, INK) +
      circle(x, y, 14, LINE) +
      circle(x + 136, y, 14, LINE) +
      path(
        `M${x - 34} ${y - 30} q30 -34 66 -20 l38 26 h36 l-16 -104 h-26 v-16 h44 l24 122 q-4 12 -20 12 h-90 Z`,
        c,
      ) +
      rect(x - 34, y - 74, 74, 20, INK, 10),
  );

/** A charging post outside a block; the plug reaches the scooter at beat 2. */
const charger = (c) =>
  when(
    0,
    flats(1000, 560, 4, 4, tint(c, 0.6), (f, k) => ((f + k) % 3 === 0 ? 1 : null)),
  ) +
  when(
    1,
    layer(rect(916, 372, 74, 252, c, 14)) +
      rect(930, 392, 46, 56, '#F6D98B', 6) +
      path('M957 460 l-16 34 h12 l-6 28 l20 -36 h-12 Z', CARD),
  ) +
  when(1, scooter(1066, 612, OCHRE)) +
  when(2, stroke('M990 500 C1060 500 1020 566 1080 562', INK, 8), 'none');

/** A cable thrown from a window: the trouble at the start. */
const wires = (c) =>
  when(
    0,
    flats(960, 600, 4, 5, tint(c, 0.66), (f, k) => (f === 1 && k === 1 ? 0 : f === 2 && k === 2 ? 0 : null)),
  ) +
  when(1, stroke('M1046 300 C1040 420 1000 470 960 596', CINNABAR, 7), 'none') +
  when(1, scooter(908, 640, OCHRE, 0.82), 'grow') +
  when(2, stroke('M1128 372 C1130 470 1170 500 1160 596', CINNABAR, 7), 'none') +
  when(2, scooter(1110, 640, c, 0.82), 'grow') +
  when(3, cross(1080, 110, 44, CINNABAR), 'grow');

/** A plan of the yard: three places weighed, one ticked. */
const yard = (c) =>
  when(
    0,
    layer(rect(906, 150, 348, 460, CARD, 16)) +
      rect(980, 230, 170, 220, tint(c, 0.6), 8) +
      word(1065, 352, '三单元', 34, CARD) +
      rect(906, 500, 348, 44, LINE) +
      word(1080, 532, '小区路', 26, INK, 400),
  ) +
  when(1, layer(circle(944, 300, 30, tint(OCHRE, 0.9))) + word(944, 311, '一', 30, CARD), 'grow') +
  when(2, layer(circle(1065, 476, 30, tint(OCHRE, 0.9))) + word(1065, 487, '二', 30, CARD), 'grow') +
  when(3, layer(circle(1202, 300, 34, c)) + word(1202, 312, '三', 32, CARD), 'grow') +
  when(4, tick(1226, 262, 26, OCHRE), 'grow');

/** A sheet on the board that fills: who, what, by when. */
const sheetTitled = (title) => (c) =>
  when(
    0,
    layer(rect(908, 160, 344, 440, tint(OCHRE, 0.45), 12)) +
      layer(rect(934, 190, 292, 380, CARD, 8)) +
      circle(1080, 198, 10, CINNABAR) +
      word(1080, 252, title, 40, c),
  ) +
  [0, 1, 2]
    .map((i) =>
      when(
        i + 1,
        layer(circle(974, 316 + i * 84, 24, [c, OCHRE, tint(c, 0.6)][i])) +
          rect(1012, 300 + i * 84, 180, 14, tint(INK, 0.5), 7) +
          rect(1012, 326 + i * 84, 120, 12, LINE, 6),
        'slide',
      ),
    )
    .join('');

const eye = (c) =>
  when(
    0,
    layer(path('M900 360 C980 230 1180 230 1260 360 C1180 490 980 490 900 360 Z', CARD)) +
      circle(1080, 360, 82, c) +
      circle(1080, 360, 40, INK) +
      circle(1100, 338, 14, CARD),
  ) +
  [0, 1, 2]
    .map((i) => when(i + 1, tick(980 + i * 100, 560, 38, [c, OCHRE, tint(c, 0.75)][i]), 'grow'))
    .join('');

export const meetingPictures = {
  table,
  seat,
  stairs,
  funnel,
  checklist,
  charger,
  wires,
  yard,
  notice: sheetTitled('公示'),
  plan: sheetTitled('行动计划'),
  slip: sheetTitled('小纸条'),
  eye,
};

import {
  bubble,
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
  stroke,
  tick,
  tint,
  when,
  word,
} from './paper.mjs';

const handset = (x, y, fill) =>
  layer(rect(x, y, 200, 380, fill, 34)) +
  rect(x + 16, y + 46, 168, 276, CARD, 12) +
  circle(x + 100, y + 350, 14, CARD);

/** A ringing telephone from an unknown number. */
const phone = (c) =>
  when(
    0,
    handset(980, 180, INK) +
      circle(1080, 306, 44, tint(c, 0.3)) +
      word(1080, 325, '?', 54, INK) +
      word(1080, 400, '陌生来电', 36, INK),
  ) +
  when(
    1,
    stroke('M944 250 q-30 60 0 120 M914 226 q-46 84 0 168', c, 9) +
      stroke('M1216 250 q30 60 0 120 M1246 226 q46 84 0 168', c, 9),
    'none',
  ) +
  when(2, cross(1080, 470, 40, CINNABAR), 'grow');

const bait = (c) =>
  when(
    0,
    layer(rect(950, 340, 260, 220, c, 14)) +
      layer(rect(932, 290, 296, 70, tint(c, 0.8), 12)) +
      rect(1056, 290, 48, 270, '#F6D98B') +
      layer(
        path('M1080 288 C1020 190 940 220 980 282 Z', OCHRE) +
          path('M1080 288 C1140 190 1220 220 1180 282 Z', OCHRE),
      ),
  ) +
  when(1, layer(rect(906, 130, 150, 66, CARD, 16)) + word(981, 175, '中大奖', 36, INK), 'grow') +
  when(2, layer(rect(1094, 96, 168, 66, CARD, 16)) + word(1178, 141, '包治百病', 36, INK), 'grow') +
  when(3, cross(1190, 560, 54, CINNABAR), 'grow');

/** Six figures of a code, kept behind a shield. */
const code = (c) =>
  when(
    0,
    handset(980, 150, INK) +
      word(1080, 262, '验证码', 40, INK) +
      [0, 1, 2, 3]
        .map(
          (i) => rect(1002 + i * 40, 296, 34, 52, tint(c, 0.22), 6) + word(1019 + i * 40, 338, '·', 44, INK),
        )
        .join(''),
  ) +
  when(
    1,
    layer(path('M1080 372 l96 30 v82 q0 84 -96 128 q-96 -44 -96 -128 v-82 Z', c)) +
      stroke('M1036 492 l32 34 l60 -70', CARD, 16),
    'grow',
  ) +
  when(2, cross(926, 250, 34, CINNABAR), 'grow') +
  when(3, cross(1236, 250, 34, CINNABAR), 'grow');

/** A purse that stays shut. */
const purse = (c) =>
  when(
    0,
    layer(
      path('M930 330 h300 q20 0 24 24 l12 190 q0 50 -50 50 h-272 q-50 0 -50 -50 l12 -190 q4 -24 24 -24 Z', c),
    ) +
      stroke('M968 330 q0 -96 112 -96 q112 0 112 96', tint(c, 0.75), 22) +
      layer(circle(1080, 338, 30, '#F6D98B')),
  ) +
  [0, 1, 2]
    .map((i) =>
      when(
        i + 1,
        layer(circle(960 + i * 120, 140 + (i % 2) * 36, 44, OCHRE)) +
          word(960 + i * 120, 156 + (i % 2) * 36, '元', 42, CARD) +
          stroke(`M${926 + i * 120} ${174 + (i % 2) * 36} l68 -68`, CINNABAR, 9),
        'grow',
      ),
    )
    .join('');

/** Hang up, ask, ring: the three things to do. */
const hotline = (c) =>
  [
    ['挂', c],
    ['问', OCHRE],
    ['96110', CINNABAR],
  ]
    .map(([t, fill], i) =>
      when(
        i + 1,
        layer(rect(920, 120 + i * 166, 320, 138, fill, 26)) +
          word(1080, 210 + i * 166, t, i === 2 ? 78 : 76, CARD),
        'grow',
      ),
    )
    .join('');

const three = (c) =>
  ['不轻信', '不透露', '不转账']
    .map((t, i) =>
      when(
        i + 1,
        `<g transform="rotate(${[-3, 2, -2][i]} 1080 ${190 + i * 166})">${layer(rect(920, 120 + i * 166, 320, 138, CARD, 14))}${rect(920, 120 + i * 166, 14, 138, [c, OCHRE, CINNABAR][i], 4)}${word(1084, 212 + i * 166, t, 68, INK)}</g>`,
        'slide',
      ),
    )
    .join('');

/** A landing with a dead lamp that is mended by the third beat. */
const lamp = (c) =>
  when(
    0,
    layer(rect(916, 140, 330, 470, tint(c, 0.5), 8)) +
      rect(940, 330, 110, 280, tint(c, 0.8), 4) +
      circle(1034, 470, 7, '#F6D98B') +
      stroke('M1130 140 v70', INK, 6) +
      path('M1090 210 h80 l20 50 h-120 Z', INK),
  ) +
  when(
    3,
    path('M1076 262 h108 l56 240 h-220 Z', '#F6D98B', 'opacity=".65"') + circle(1130, 264, 24, '#F6D98B'),
    'none',
  ) +
  when(1, bubble(1066, 420, 160, 92, CARD, 'right') + word(1146, 480, '灯坏了', 38, INK), 'grow') +
  when(2, tick(1216, 592, 34, OCHRE), 'grow');

/** A contact card and a notebook side by side. */
const desk = (c) =>
  when(
    0,
    `<g transform="rotate(5 1100 460)">${layer(rect(930, 250, 300, 360, c, 16))}${layer(rect(948, 250, 282, 348, CARD, 10))}${[0, 1, 2, 3, 4].map((i) => rect(976, 384 + i * 44, 220, 12, LINE, 6)).join('')}${word(1110, 338, '楼栋账', 40, c)}</g>`,
  ) +
  when(
    1,
    `<g transform="rotate(-7 1030 200)">${layer(rect(910, 110, 290, 180, CARD, 18))}${path('M910 128 a18 18 0 0 1 18 -18 h254 a18 18 0 0 1 18 18 v40 h-290 Z', OCHRE)}${word(1055, 154, '联系卡', 32, CARD)}${rect(936, 192, 190, 14, tint(INK, 0.5), 7)}${rect(936, 222, 236, 12, LINE, 6)}${rect(936, 250, 150, 12, LINE, 6)}</g>`,
    'grow',
  );

const doors = (c) =>
  [
    [910, 120],
    [1090, 120],
    [910, 390],
    [1090, 390],
  ]
    .map(
      ([x, y], i) =>
        when(
          0,
          layer(rect(x, y, 150, 240, tint(c, 0.6), 6)) +
            rect(x + 18, y + 18, 114, 222, tint(c, 0.82), 4) +
            circle(x + 112, y + 132, 7, '#F6D98B') +
            word(x + 75, y + 70, ['101', '102', '201', '202'][i], 30, CARD),
        ) +
        when(
          Math.min(i + 1, 3),
          layer(rect(x + 40, y + 96, 60, 78, CARD, 6)) +
            rect(x + 48, y + 108, 44, 8, OCHRE, 4) +
            rect(x + 48, y + 126, 36, 6, LINE, 3) +
            rect(x + 48, y + 142, 40, 6, LINE, 3),
          'grow',
        ),
    )
    .join('');

const lens = (c) =>
  when(
    0,
    flats(940, 560, 3, 4, tint(c, 0.55), (f, k) => (f === 1 && k < 2 ? 2 : f === 2 ? 3 : null)),
  ) +
  when(
    1,
    layer(circle(1150, 330, 104, INK)) +
      circle(1150, 330, 84, '#FFFFFF', 'opacity=".82"') +
      stroke('M1222 408 L1258 470', INK, 30),
    'grow',
  ) +
  when(1, word(1150, 352, '人', 62, c), 'none').replace('data-how="none"', 'data-how="grow"') +
  when(2, circle(1196, 292, 18, OCHRE), 'grow') +
  when(3, circle(1108, 290, 18, CINNABAR), 'grow');

export const safetyPictures = {
  phone,
  bait,
  code,
  purse,
  hotline,
  three,
  lamp,
  desk,
  doors,
  lens,
};

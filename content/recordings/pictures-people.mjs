import {
  bubble,
  CARD,
  CINNABAR,
  circle,
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
  when,
  word,
} from './paper.mjs';

/** Two homes heard apart, ten minutes each. */
const listen = (c) =>
  when(
    0,
    stroke('M1080 150 V600', tint(c, 0.5), 6) + person(985, 560, c, 1.2) + person(1176, 560, OCHRE, 1.2),
  ) +
  [985, 1176]
    .map((x, i) =>
      when(
        i + 1,
        layer(circle(x, 270, 78, CARD)) +
          stroke(`M${x} 270 V218 M${x} 270 l34 22`, INK, 9) +
          word(x, 336, '10 分', 24, INK),
        'grow',
      ),
    )
    .join('') +
  when(3, tick(1080, 140, 44, '#A8452F'), 'grow');

const PETALS = ['社区', '组织', '社工', '志愿', '慈善'];
const petals = (c) =>
  PETALS.map((name, i) => {
    const turn = (i * 2 * Math.PI) / 5 - Math.PI / 2;
    const [x, y] = [1080 + 118 * Math.cos(turn), 350 + 118 * Math.sin(turn)];
    return when(
      i + 1,
      layer(circle(x, y, 68, [c, OCHRE, tint(c, 0.7), '#A8452F', '#1F6B57'][i])) +
        word(x, y + 12, name, 35, CARD),
      'grow',
    );
  }).join('') + when(0, layer(circle(1080, 350, 58, CARD)) + word(1080, 363, '居民', 36, INK));

const talk = (c) =>
  when(0, person(976, 620, c, 1.3) + person(1186, 620, OCHRE, 1.3)) +
  when(
    1,
    bubble(912, 190, 150, 110, CARD, 'left') +
      rect(938, 224, 98, 12, tint(INK, 0.4), 6) +
      rect(938, 252, 66, 12, LINE, 6),
    'grow',
  ) +
  when(
    2,
    bubble(1100, 250, 150, 110, c, 'right') +
      rect(1126, 284, 98, 12, CARD, 6) +
      rect(1126, 312, 66, 12, CARD, 6),
    'grow',
  ) +
  when(3, tick(1080, 130, 46, OCHRE), 'grow');

/** Upstairs steps, downstairs ears: the scene that everybody knows. */
const upstairs = (c) =>
  when(
    0,
    layer(rect(910, 130, 340, 480, CARD, 10)) +
      rect(910, 362, 340, 16, c) +
      rect(930, 150, 300, 196, tint(OCHRE, 0.2), 6) +
      rect(930, 394, 300, 200, tint(c, 0.16), 6) +
      person(1150, 346, OCHRE, 0.95) +
      person(1010, 594, c, 0.95),
  ) +
  when(1, stroke('M1010 330 l20 -16 M1046 334 l20 -16 M1082 330 l20 -16', CINNABAR, 8), 'none') +
  when(2, bubble(1076, 410, 140, 84, CARD, 'left') + rect(1100, 440, 92, 12, tint(INK, 0.4), 6), 'grow') +
  when(3, bubble(940, 176, 130, 80, CARD, 'right') + stroke('M978 216 l16 16 l34 -38', c, 8), 'grow');

const stop = (c) =>
  when(
    0,
    layer(path('M1010 160 h140 l96 96 v140 l-96 96 h-140 l-96 -96 v-140 Z', CINNABAR)) +
      word(1080, 360, '停', 130, CARD),
  ) +
  [0, 1, 2]
    .map((i) =>
      when(
        i + 1,
        sheet(
          914 + i * 116,
          540,
          104,
          74,
          [
            [16, 20, 72],
            [16, 44, 44],
          ],
          c,
        ),
        'grow',
      ),
    )
    .join('');

export const peoplePictures = { petals, talk, listen, upstairs, stop };

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAPER, tint } from './paper.mjs';
import { SCHOOLS, slidePage } from './slide-page.mjs';

const FPS = 25;
const ENTER = 14;
const LEAVE = 6;
/** Flat paper shapes survive strong compression; this keeps three minutes near 4 MB. */
const CRF = '30';

/** Frame counts of one slide: [{ beat, progress, leave, frames }] adding up to exactly its share of the film. */
function shotsOf(slide, end) {
  const edge = (seconds) => Math.round(seconds * FPS);
  const shots = [];
  for (const [beat, from] of slide.beats.entries()) {
    const next = slide.beats[beat + 1];
    const total = edge(next ?? end) - edge(from);
    const leaving = next === undefined && slide.leaves ? LEAVE : 0;
    for (let f = 1; f < ENTER; f += 1) shots.push({ beat, progress: f / ENTER, leave: 0, frames: 1 });
    shots.push({ beat, progress: 1, leave: 0, frames: total - ENTER + 1 - leaving });
    for (let f = 1; f <= leaving; f += 1) shots.push({ beat, progress: 1, leave: f / LEAVE, frames: 1 });
  }
  return shots;
}

/** Draws every distinct frame as PNG (through the inspector, which is twice as fast) and answers ffmpeg's list of them. */
async function drawFrames(page, script, timing, folder) {
  const lines = ['ffconcat version 1.0'];
  const devtools = await page.context().newCDPSession(page);
  let number = 0;
  let last = '';
  for (const [s, slide] of script.slides.entries()) {
    await page.setContent(slidePage(script, slide));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const leaves = s < script.slides.length - 1;
    const end = timing.slides[s + 1]?.from ?? timing.duration;
    for (const shot of shotsOf({ ...timing.slides[s], leaves }, end)) {
      await page.evaluate(
        ([beat, progress, leave]) => window.stage(beat, progress, leave),
        [shot.beat, shot.progress, shot.leave],
      );
      last = join(folder, `f${String(number).padStart(5, '0')}.png`);
      const { data } = await devtools.send('Page.captureScreenshot', {
        format: 'png',
        optimizeForSpeed: true,
      });
      writeFileSync(last, data, 'base64');
      lines.push(`file '${last}'`, `duration ${(shot.frames / FPS).toFixed(3)}`);
      number += 1;
    }
  }
  lines.push(`file '${last}'`);
  const list = join(folder, 'frames.txt');
  writeFileSync(list, lines.join('\n'));
  return list;
}

/** The line at the foot: a pale track with a gap at each chapter, and the strip that fills it. */
async function drawLine(page, script, timing, folder) {
  const { colour } = SCHOOLS[script.school];
  const gaps = timing.slides
    .slice(1)
    .map((slide) => `<i style="left:${(1280 * slide.from) / timing.duration - 3}px"></i>`)
    .join('');
  const draw = async (name, body) => {
    await page.setContent(
      `<style>*{margin:0}html{background:transparent}div{width:1280px;height:8px;position:absolute;top:0;left:0}i{position:absolute;top:0;width:6px;height:8px;background:${PAPER}}</style>${body}`,
    );
    await page.screenshot({
      path: join(folder, name),
      clip: { x: 0, y: 0, width: 1280, height: 8 },
      omitBackground: true,
    });
    return join(folder, name);
  };
  return {
    track: await draw('track.png', `<div style="background:${tint(colour, 0.3)}"></div>`),
    fill: await draw('fill.png', `<div style="background:${colour}"></div>`),
    gaps: await draw('gaps.png', `<div>${gaps}</div>`),
  };
}

/** Renders slides and sound into one MP4: H.264 High, a key frame every 2 s, index first. */
export async function renderFilm(page, script, timing, sound, folder, target) {
  const line = await drawLine(page, script, timing, folder);
  const frames = await drawFrames(page, script, timing, folder);
  const colours = 'scale=out_color_matrix=bt709:out_range=tv';
  const graph = [
    `[0:v]${colours},format=yuv420p,fps=${FPS}[slides]`,
    ...[1, 2, 3].map((n) => `[${n}:v]${colours},format=yuva420p[line${n}]`),
    '[slides][line1]overlay=0:712:eof_action=repeat[a]',
    `[a][line2]overlay=x='-1280+1280*t/${timing.duration}':y=712:eof_action=repeat[b]`,
    '[b][line3]overlay=0:712:eof_action=repeat,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[v]',
  ].join(';');
  const inputs = [frames, line.track, line.fill, line.gaps, sound];
  const args = [
    ...words('-n 5 ffmpeg -v error -y -f concat -safe 0'),
    ...inputs.flatMap((input) => ['-i', input]),
    ...['-filter_complex', graph],
    ...words('-map [v] -map 4:a -t'),
    String(timing.duration),
    ...words('-threads 1 -filter_complex_threads 1 -c:v libx264 -profile:v high -level 3.1 -preset fast'),
    ...words(`-tune animation -crf ${CRF} -r ${FPS} -g 50 -keyint_min 50 -sc_threshold 0`),
    ...words('-colorspace bt709 -color_primaries bt709 -color_trc bt709 -c:a aac -b:a 64k -ar 48000'),
    ...words('-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -movflags +faststart'),
    target,
  ];
  const run = spawnSync('nice', args, { maxBuffer: 64e6 });
  if (run.status !== 0) throw new Error(`ffmpeg: ${run.stderr}`);
}

/** The words of a command line that hold no spaces. */
function words(line) {
  return line.split(' ');
}

/** The picture shown before playing: the finished cover. */
export async function drawPoster(page, script, target) {
  await page.setContent(slidePage(script, script.slides[0]));
  await page.evaluate(() => window.stage(99, 1, 0));
  await page.screenshot({ path: target, type: 'jpeg', quality: 70 });
}

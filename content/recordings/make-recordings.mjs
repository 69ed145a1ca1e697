#!/usr/bin/env node
/**
 * Makes the college's own short lectures from their scripts:
 *   node content/recordings/make-recordings.mjs [slug…]
 * Each folder with a script.json gets lecture.mp4, captions.vtt, poster.jpg and recording.json.
 * Only people who change a lecture need this: the finished files are kept beside the scripts.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { captionFile } from './captions.mjs';
import { drawPoster, renderFilm } from './film.mjs';
import { narrate, readingText } from './narration.mjs';
import { produceSound } from './sound.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Debian packages that are needed and not there. */
function missingPackages() {
  const lacks = (command, ...args) => spawnSync(command, args).error !== undefined;
  const missing = [];
  if (!existsSync(CHROMIUM)) missing.push('chromium');
  if (lacks('ffmpeg', '-version') || lacks('ffprobe', '-version')) missing.push('ffmpeg');
  if (lacks('espeak-ng', '--version')) missing.push('espeak-ng');
  if (lacks('sox', '--version')) missing.push('sox');
  if (!String(spawnSync('fc-list', [':lang=zh-cn', 'family']).stdout ?? '').includes('Noto Sans CJK SC'))
    missing.push('fonts-noto-cjk');
  return missing;
}

/** Length of a finished film in seconds, as its container says, to the millisecond. */
function lengthOf(file) {
  const run = spawnSync('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    file,
  ]);
  return Math.round(Number(run.stdout) * 1000) / 1000;
}

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function describe(slug, script, timing, folder) {
  const files = ['lecture.mp4', 'captions.vtt', 'poster.jpg'];
  return {
    slug,
    courseCode: script.courseCode,
    title: script.title,
    summary: script.summary,
    teacherRole: script.teacherRole,
    durationSeconds: lengthOf(join(folder, 'lecture.mp4')),
    width: 1280,
    height: 720,
    chapters: timing.slides.map((slide) => ({
      startSeconds: Math.max(0, Math.round(slide.from * 1000) / 1000),
      title: slide.title,
    })),
    sha256: Object.fromEntries(files.map((file) => [file, sha256(join(folder, file))])),
    transcript: script.slides.map((slide) => readingText(slide.narration)),
  };
}

async function makeLecture(browser, slug) {
  const folder = join(HERE, slug);
  const script = JSON.parse(readFileSync(join(folder, 'script.json'), 'utf8'));
  const work = mkdtempSync(join(tmpdir(), `lecture-${slug}-`));
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    const timing = narrate(script, work);
    const sound = produceSound(slug, timing.samples, timing.duration, work);
    await renderFilm(page, script, timing, sound, work, join(folder, 'lecture.mp4'));
    await drawPoster(page, script, join(folder, 'poster.jpg'));
    writeFileSync(join(folder, 'captions.vtt'), captionFile(timing.clauses));
    const description = describe(slug, script, timing, folder);
    writeFileSync(join(folder, 'recording.json'), `${JSON.stringify(description, null, 2)}\n`);
    console.log(`${slug}: ${description.durationSeconds} s`);
  } finally {
    await page.close();
    rmSync(work, { recursive: true, force: true });
  }
}

async function main() {
  const missing = missingPackages();
  if (missing.length > 0) {
    console.error(
      `Making lectures needs Debian packages that are not installed here: apt-get install ${missing.join(' ')}`,
    );
    process.exit(1);
  }
  const all = readdirSync(HERE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(HERE, entry.name, 'script.json')))
    .map((entry) => entry.name);
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : all.sort();
  const unknown = wanted.filter((slug) => !all.includes(slug));
  if (unknown.length > 0) {
    console.error(
      `No script.json in content/recordings/ for: ${unknown.join(', ')}. There are: ${all.join(', ')}`,
    );
    process.exit(1);
  }
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  });
  try {
    for (const slug of wanted) await makeLecture(browser, slug);
  } finally {
    await browser.close();
  }
}

await main();

import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArrived } from '#app/features/media/arrived-file.server.ts';
import { greyFrame, runFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import {
  type NewFile,
  type PlacedFile,
  placeFile,
  type VideoFacts,
} from '#app/features/media/files.server.ts';
import { type FilmFacts, filmFacts } from '#app/features/media/film-facts.server.ts';
import {
  evenFrameRate,
  filmWords,
  type Keep,
  ladderOf,
  pieceWords,
  posterWords,
  STILL,
  STILL_RATE,
  type Step,
  soundPieceWords,
} from '#app/features/media/ladder.rules.ts';
import { masterPlaylist, piecesOf, type Variant } from '#app/features/media/playlists.rules.ts';
import type { StoreEnv } from '#app/features/media/store.server.ts';
import { storeOf } from '#app/features/media/store-choice.server.ts';
import { keepMaster, keepPieces, weighPieces } from '#app/features/media/stream-files.server.ts';
import { type ProcessingStep, type ProcessingTrouble, shareOf } from './processing.rules.ts';
import type { Hold } from './processing-hold.server.ts';

/** The film cannot be made ready, and trying again would not help. */
export class FilmTrouble extends Error {
  constructor(readonly trouble: ProcessingTrouble) {
    super(trouble);
  }
}

export interface Making {
  env: StoreEnv;
  hold: Hold;
  source: { storageKey: string; name: string; keeps: Keep[] | null; isPlayable: boolean };
  wantsPoster: boolean;
  /** Where half-made things lie. */
  folder: string;
}

/** What there is to know of a film before anything is made of it. */
interface Plan {
  /** Of what is kept. */
  durationMs: number;
  frameRate: number;
  hasSound: boolean;
  hasPicture: boolean;
  steps: Step[];
  needsFilm: boolean;
}

interface Part {
  step: ProcessingStep;
  weight: number;
  make(heard: (madeMs: number) => void): Promise<void>;
}

/**
 * Makes of a source whatever is missing: a film that everybody plays, its sizes in pieces, its sound alone, a picture for the list.
 * Each part is put into the store and noted when it is whole, so that it is made once. Throws `FilmTrouble` where the film is at
 * fault. Returns how long the film is.
 */
export async function makeParts(making: Making): Promise<{ durationMs: number }> {
  const { env, hold, source } = making;
  const plan = await storeOf(env).withLocal(source.storageKey, (path) => planFor(path, making));
  const parts = partsOf(plan, making);
  for (const [at, { step, make }] of parts.entries()) {
    hold.signal.throwIfAborted();
    const tell = (madeMs: number) => hold.at(step, shareOf(parts, at, madeMs / plan.durationMs));
    tell(0);
    await make(tell);
    if (step !== 'end') await hold.noteDone();
  }
  const film = hold.held.done.film;
  return { durationMs: film?.row.duration_ms ?? plan.durationMs };
}

async function planFor(path: string, { source }: Making): Promise<Plan> {
  const facts = await readable(path);
  if (!facts.picture && !facts.hasSound) throw new FilmTrouble('damaged');
  const kept = source.keeps?.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return {
    durationMs: kept ?? facts.durationMs,
    frameRate: facts.picture ? evenFrameRate(facts.picture.frameRate) : STILL_RATE,
    hasSound: facts.hasSound,
    hasPicture: facts.picture !== null,
    steps: ladderOf(facts.picture ?? STILL),
    needsFilm: source.keeps !== null || !source.isPlayable,
  };
}

async function readable(path: string): Promise<FilmFacts> {
  try {
    return await filmFacts(path);
  } catch (error) {
    const isGone = await stat(path).then(
      () => false,
      () => true,
    );
    throw isGone ? error : new FilmTrouble('damaged');
  }
}

/** The parts that are not there yet, in the order in which they are made. */
function partsOf(plan: Plan, making: Making): Part[] {
  const { done } = making.hold.held;
  const has = (name: string) => done.variants?.some((variant) => variant.name === name) ?? false;
  const dots = (step: Step | undefined) => (step ? step.width * step.height : 0);
  const [top] = plan.steps;
  const parts: Part[] = [];
  if (plan.needsFilm && !done.film && top)
    parts.push({ step: 'film', weight: dots(top) * 2, make: (heard) => makeFilm(plan, making, heard) });
  for (const step of plan.steps.toReversed()) {
    if (has(step.name)) continue;
    const copy = plan.needsFilm && step === top;
    const weight = copy ? dots(top) / 20 : dots(step) + dots(top) / 2;
    const name = step.name as `${number}p`;
    parts.push({ step: name, weight, make: (heard) => makePieces(step, { plan, copy }, making, heard) });
  }
  const small = dots(top) / 20;
  if (plan.hasSound && !has('sound'))
    parts.push({ step: 'sound', weight: small, make: (heard) => makeSound(plan, making, heard) });
  if (making.wantsPoster && !done.poster)
    parts.push({ step: 'poster', weight: small, make: () => makePoster(plan, making) });
  parts.push({ step: 'end', weight: small, make: () => makeMaster(making) });
  return parts;
}

async function makeFilm(plan: Plan, making: Making, heard: (madeMs: number) => void): Promise<void> {
  const { env, hold, source, folder } = making;
  const [step] = plan.steps;
  if (!step) return;
  const { keeps } = source;
  await storeOf(env).withLocal(source.storageKey, (path) =>
    runFfmpeg({ words: filmWords(path, { step, keeps, film: plan }), folder, signal: hold.signal, heard }),
  );
  const path = join(folder, 'film.mp4');
  const { durationMs, picture } = await readable(path);
  assertWhole(durationMs, plan);
  if (!picture) throw new FilmTrouble('damaged');
  await hold.makeSure();
  const facts = { durationMs, width: picture.width, height: picture.height };
  hold.held.done.film = await placed(env, {
    path,
    purpose: 'video',
    originalName: source.name,
    video: facts,
  });
}

async function makePieces(
  step: Step,
  { plan, copy }: { plan: Plan; copy: boolean },
  making: Making,
  heard: (madeMs: number) => void,
): Promise<void> {
  const folder = join(making.folder, step.name);
  await mkdir(folder);
  await withFilm(making, (film) =>
    runFfmpeg({
      words: pieceWords(film, { step, facts: plan, copy }),
      folder,
      signal: making.hold.signal,
      heard,
    }),
  );
  const picture = { width: step.width, height: step.height, frameRate: plan.frameRate };
  await keepVariant(folder, { name: step.name, picture, plan, making });
}

async function makeSound(plan: Plan, making: Making, heard: (madeMs: number) => void): Promise<void> {
  const folder = join(making.folder, 'sound');
  await mkdir(folder);
  await withFilm(making, (film) =>
    runFfmpeg({ words: soundPieceWords(film), folder, signal: making.hold.signal, heard }),
  );
  await keepVariant(folder, { name: 'sound', picture: null, plan, making });
}

async function keepVariant(
  folder: string,
  { name, picture, plan, making }: { name: string; picture: Variant['picture']; plan: Plan; making: Making },
): Promise<void> {
  const { env, hold } = making;
  const pieces = piecesOf(await readFile(join(folder, 'index.m3u8'), 'utf8'));
  // Sound may end before the picture does.
  if (picture)
    assertWhole(
      pieces.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
      plan,
    );
  const variant = await weighPieces(folder, { name, picture, hasSound: plan.hasSound });
  await hold.makeSure();
  await keepPieces(env, { streamId: hold.held.streamId, name, folder });
  hold.held.done.variants = [...(hold.held.done.variants ?? []), variant];
}

const LEAST_SHARE = 0.9;

/** ffmpeg ends without complaint where a film is damaged in its middle: what comes out is too short then. */
function assertWhole(madeMs: number, { durationMs }: Plan): void {
  if (madeMs < durationMs * LEAST_SHARE - 500) throw new FilmTrouble('damaged');
}

const POSTER_SHARES = [0.1, 0.3, 0.5, 0.02];

/** A frame at a tenth of the film, or later where nothing is to be seen there. */
async function makePoster(plan: Plan, making: Making): Promise<void> {
  const { env, hold, folder, source } = making;
  const path = join(folder, 'poster.jpg');
  await withFilm(making, async (film) => {
    const moments = POSTER_SHARES.map((share) => Math.floor(plan.durationMs * share));
    let atMs = moments[0] ?? 0;
    for (const moment of moments) {
      if (!isSeen(await greyFrame(film, moment))) continue;
      atMs = moment;
      break;
    }
    await runFfmpeg({ words: posterWords(film, atMs), folder, signal: hold.signal });
  });
  hold.held.done.poster = await placed(env, { path, purpose: 'poster', originalName: source.name });
}

const DARK = 24;

function isSeen(dots: Buffer): boolean {
  return dots.length > 0 && dots.reduce((sum, dot) => sum + dot, 0) / dots.length > DARK;
}

async function makeMaster({ env, hold, folder }: Making): Promise<void> {
  const path = join(folder, 'master.m3u8');
  await writeFile(path, masterPlaylist(hold.held.done.variants ?? []));
  await hold.makeSure();
  await keepMaster(env, { streamId: hold.held.streamId, path });
}

/** With what everything but the film itself is made from: that film, or the source where it is one. */
function withFilm<T>({ env, hold, source }: Making, use: (path: string) => Promise<T>): Promise<T> {
  return storeOf(env).withLocal(hold.held.done.film?.row.storage_key ?? source.storageKey, use);
}

async function placed(
  env: StoreEnv,
  { path, ...file }: Pick<NewFile, 'purpose' | 'originalName'> & { path: string; video?: VideoFacts },
): Promise<PlacedFile> {
  const arrived = await readArrived(path, (await stat(path)).size);
  const result = await placeFile({ ...file, source: arrived.file, env });
  if (result.ok) return result.placed;
  throw new FilmTrouble(
    result.reason === 'no-space' || result.reason === 'store-gone' ? result.reason : 'damaged',
  );
}

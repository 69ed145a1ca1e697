import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArrived } from '#app/features/media/arrived-file.server.ts';
import { greyFrame, runFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import { discard, type ReceivedFile } from '#app/features/media/files.server.ts';
import {
  filmWords,
  type Keep,
  pieceWords,
  posterWords,
  type Step,
  soundPieceWords,
} from '#app/features/media/ladder.rules.ts';
import { masterPlaylist, piecesOf, type Variant } from '#app/features/media/playlists.rules.ts';
import { type StoreEnv, storeOf } from '#app/features/media/store.server.ts';
import { keepMaster, keepPieces, weighPieces } from '#app/features/media/stream-files.server.ts';
import { copyFilm } from './film-copying.server.ts';
import { placeMade, spaceOr } from './film-placing.server.ts';
import { assertWhole, FilmTrouble, type Plan, planFor, readable } from './film-plan.server.ts';
import { type ProcessingStep, shareOf } from './processing.rules.ts';
import type { Hold } from './processing-hold.server.ts';

export interface Making {
  env: StoreEnv;
  hold: Hold;
  source: { storageKey: string; name: string; keeps: Keep[] | null };
  wantsPoster: boolean;
  /** Where half-made things lie. */
  folder: string;
}

interface Part {
  step: ProcessingStep;
  weight: number;
  make(film: string, heard: (madeMs: number) => void): Promise<void>;
}

/**
 * Makes of a source whatever is missing: a film that everybody plays, its sizes in pieces, its sound alone, a picture for the list.
 * Each part is put into the store and noted when it is whole, so that it is made once. Throws `FilmTrouble` where the film is at
 * fault. Returns how long the film is.
 */
export async function makeParts(making: Making): Promise<{ durationMs: number }> {
  const { env, hold, source } = making;
  const store = storeOf(env);
  const { done } = hold.held;
  const { signal } = hold;
  const begin = async (path: string) => {
    const plan = await planFor(path, source.keeps);
    const parts = partsOf(plan, making);
    const here = plan.needsFilm ? parts.filter(({ step }) => step === 'film') : parts;
    for (const part of here) await makePart(part, { path, plan, parts, hold });
    return { plan, parts, rest: parts.filter((part) => !here.includes(part)) };
  };
  const left = await store.withLocal(source.storageKey, begin, { signal });
  // Where a film was made, everything else is made from it.
  const made = done.film?.row;
  const goOn = async (path: string) => {
    for (const part of left.rest) await makePart(part, { path, ...left, hold });
  };
  if (made) await store.withLocal(made.storage_key, goOn, { signal });
  return { durationMs: made?.duration_ms ?? left.plan.durationMs };
}

async function makePart(
  part: Part,
  { path, plan, parts, hold }: { path: string; plan: Plan; parts: readonly Part[]; hold: Hold },
): Promise<void> {
  hold.signal.throwIfAborted();
  const at = parts.indexOf(part);
  const tell = (madeMs: number) => hold.at(part.step, shareOf(parts, at, madeMs / plan.durationMs));
  tell(0);
  await part.make(path, tell);
  if (part.step !== 'end') await hold.noteDone();
}

/** The parts that are not there yet, in the order in which they are made. */
function partsOf(plan: Plan, making: Making): Part[] {
  const { done } = making.hold.held;
  const has = (name: string) => done.variants?.some((variant) => variant.name === name) ?? false;
  const dots = (step: Step | undefined) => (step ? step.width * step.height : 0);
  const [top] = plan.steps;
  const parts: Part[] = [];
  if (plan.needsFilm && !done.film && top)
    parts.push({
      step: 'film',
      weight: plan.isToRepack ? dots(top) / 20 : dots(top) * 2,
      make: (path, heard) => makeFilm(path, plan, making, heard),
    });
  for (const step of plan.steps.toReversed()) {
    if (has(step.name)) continue;
    const copy = plan.needsFilm && step === top;
    const weight = copy ? dots(top) / 20 : dots(step) + dots(top) / 2;
    const name = step.name as `${number}p`;
    parts.push({
      step: name,
      weight,
      make: (film, heard) => makePieces(film, { step, plan, copy }, making, heard),
    });
  }
  const small = dots(top) / 20;
  if (plan.hasSound && !has('sound'))
    parts.push({ step: 'sound', weight: small, make: (film, heard) => makeSound(film, plan, making, heard) });
  if (making.wantsPoster && !done.poster)
    parts.push({ step: 'poster', weight: small, make: (film) => makePoster(film, plan, making) });
  parts.push({ step: 'end', weight: small, make: () => makeMaster(making) });
  return parts;
}

async function makeFilm(
  source: string,
  plan: Plan,
  making: Making,
  heard: (madeMs: number) => void,
): Promise<void> {
  const { env, hold } = making;
  const copied = plan.isToRepack ? await copyFilm(env, source, { keeps: null, signal: hold.signal }) : null;
  if (copied && !copied.ok && copied.reason !== 'damaged') throw new FilmTrouble(spaceOr(copied.reason));
  // What cannot be taken over as it is, is converted.
  const file = copied?.ok ? copied.file : await convertedFilm(source, plan, making, heard);
  try {
    const { durationMs, picture } = await readable(file.path);
    assertWhole(durationMs, plan);
    if (!picture) throw new FilmTrouble('damaged');
    await hold.makeSure();
    const facts = { durationMs, width: picture.width, height: picture.height };
    const about = { purpose: 'video', originalName: making.source.name, video: facts } as const;
    hold.held.done.film = await placeMade(hold, { file, env, ...about });
    hold.held.done.filmIsCopy = copied?.ok === true;
  } finally {
    await discard(file);
  }
}

async function convertedFilm(
  source: string,
  plan: Plan,
  { hold, folder, source: { keeps } }: Making,
  heard: (madeMs: number) => void,
): Promise<ReceivedFile> {
  const [step] = plan.steps;
  if (!step) throw new FilmTrouble('damaged');
  const words = filmWords(source, { step, keeps, film: plan });
  await runFfmpeg({ words, folder, signal: hold.signal, heard });
  return arrivedAt(join(folder, 'film.mp4'));
}

async function arrivedAt(path: string): Promise<ReceivedFile> {
  return (await readArrived(path, (await stat(path)).size)).file;
}

async function makePieces(
  film: string,
  { step, plan, copy }: { step: Step; plan: Plan; copy: boolean },
  making: Making,
  heard: (madeMs: number) => void,
): Promise<void> {
  const folder = join(making.folder, step.name);
  await mkdir(folder);
  const words = pieceWords(film, { step, facts: plan, copy });
  await runFfmpeg({ words, folder, signal: making.hold.signal, heard });
  const picture = { width: step.width, height: step.height, frameRate: plan.frameRate };
  await keepVariant(folder, { name: step.name, picture, plan, making });
}

async function makeSound(
  film: string,
  plan: Plan,
  making: Making,
  heard: (madeMs: number) => void,
): Promise<void> {
  const folder = join(making.folder, 'sound');
  await mkdir(folder);
  await runFfmpeg({ words: soundPieceWords(film), folder, signal: making.hold.signal, heard });
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

const POSTER_SHARES = [0.1, 0.3, 0.5, 0.02];

/** A frame at a tenth of the film, or later where nothing is to be seen there. */
async function makePoster(film: string, plan: Plan, making: Making): Promise<void> {
  const { hold, folder, source } = making;
  const path = join(folder, 'poster.jpg');
  const moments = POSTER_SHARES.map((share) => Math.floor(plan.durationMs * share));
  let atMs = moments[0] ?? 0;
  for (const moment of moments) {
    if (!isSeen(await greyFrame(film, moment))) continue;
    atMs = moment;
    break;
  }
  await runFfmpeg({ words: posterWords(film, atMs), folder, signal: hold.signal });
  hold.held.done.poster = await placeMade(hold, {
    env: making.env,
    file: await arrivedAt(path),
    purpose: 'poster',
    originalName: source.name,
  });
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

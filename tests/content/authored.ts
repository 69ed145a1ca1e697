import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const contentFolder = fileURLToPath(new URL('../../content', import.meta.url));
const coursesFolder = join(contentFolder, 'courses');

export const textItems = ['syllabus', 'lesson-plan', 'handout', 'slides'] as const;
export type TextItem = (typeof textItems)[number];

/** The codes of the folders under content/courses. */
export function authoredCodes(): string[] {
  return readdirSync(coursesFolder).sort();
}

export function readJson(code: string, name: string): unknown {
  return JSON.parse(readFileSync(join(coursesFolder, code, name), 'utf8'));
}

export function readText(code: string, item: TextItem): string {
  return readFileSync(join(coursesFolder, code, `${item}.md`), 'utf8');
}

export function has(code: string, name: string): boolean {
  return existsSync(join(coursesFolder, code, name));
}

/** Every text of content/ with its path, films and pictures left out. */
export function everyText(folder = contentFolder): { path: string; text: string }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return everyText(path);
    return /\.(md|json|vtt|ts|mjs)$/.test(name) ? [{ path, text: readFileSync(path, 'utf8') }] : [];
  });
}

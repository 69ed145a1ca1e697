import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { Problem } from './command.ts';

/** The authored content lies beside the program: of the sources as of the bundle, some folders up from this file. */
export function contentFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const content = join(folder, 'content');
    if (existsSync(join(content, 'courses')) && existsSync(join(folder, 'package.json'))) return content;
    if (folder === dirname(folder)) throw new Problem('The folder content/ is missing beside the program.');
  }
}

/** Reads a file of the content. */
export function contentText(...path: string[]): string {
  return readFileSync(join(contentFolder(), ...path), 'utf8');
}

/** Reads a JSON file of the content and checks it. Throws a `Problem` that names the file and the first thing wrong. */
export function contentJson<T extends z.ZodType>(schema: T, ...path: string[]): z.output<T> {
  const parsed = schema.safeParse(JSON.parse(contentText(...path)));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem(
    `content/${path.join('/')}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is wrong'}`,
  );
}

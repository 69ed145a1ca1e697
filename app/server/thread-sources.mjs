import { fileURLToPath } from 'node:url';

/** From sources too a program for a thread is a text (see thread-texts.ts): here one that reads its source. */
export async function load(url, context, next) {
  if (!url.endsWith('?thread')) return next(url, context);
  const path = JSON.stringify(fileURLToPath(url));
  const text = `require('tsx/cjs'); require(${path});`;
  return { format: 'module', shortCircuit: true, source: `export const text = ${JSON.stringify(text)};` };
}

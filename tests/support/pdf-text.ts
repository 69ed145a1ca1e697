import { inflateSync } from 'node:zlib';

/**
 * The texts of a PDF as a reader would copy them, page by page: every shown glyph through the file's own ToUnicode table. Knows only
 * what our own sheets use (one embedded typeface, two-byte codes, deflated streams).
 */
export function pdfPages(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes).toString('latin1');
  const streams = [...file.matchAll(/\n(\d+) 0 obj\n(<<(?:(?!endobj)[\s\S])*?>>)\nstream\n/g)].map(
    (found) => {
      const start = found.index + found[0].length;
      const length = Number(/\/Length (\d+)/.exec(found[2] ?? '')?.[1]);
      const raw = Buffer.from(file.slice(start, start + length), 'latin1');
      const packed = /FlateDecode/.test(found[2] ?? '');
      return { id: found[1], text: (packed ? inflateSync(raw) : raw).toString('latin1') };
    },
  );
  const signs = new Map(streams.flatMap(({ text }) => (text.includes('beginbfrange') ? signsOf(text) : [])));
  const pages = [...file.matchAll(/\/Type \/Page\n[\s\S]*?endobj/g)];
  return pages.map(([page]) => {
    const id = /\/Contents (\d+) 0 R/.exec(page)?.[1];
    return shown(streams.find((stream) => stream.id === id)?.text ?? '', signs);
  });
}

/** All texts of a PDF in one. */
export const pdfText = (bytes: Uint8Array) => pdfPages(bytes).join('\n');

function signsOf(table: string): [number, string][] {
  return [...table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*)\]/gi)].flatMap(([, first, list]) =>
    [...(list ?? '').matchAll(/<([0-9a-f ]*)>/gi)].map(([, codes], place): [number, string] => {
      const units = (codes ?? '').split(' ').map((code) => Number.parseInt(code, 16));
      return [Number.parseInt(first ?? '', 16) + place, String.fromCharCode(...units)];
    }),
  );
}

function shown(content: string, signs: Map<number, string>): string {
  const lines = content.split('\n').filter((line) => / TJ$/.test(line));
  return lines
    .map((line) =>
      [...line.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, hex]) => (hex ?? '').match(/.{4}/g) ?? [])
        .map((code) => signs.get(Number.parseInt(code, 16)) ?? '\uFFFD')
        .join(''),
    )
    .join('\n');
}

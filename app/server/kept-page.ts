import { promisify } from 'node:util';
import { brotliCompress, constants, gzipSync } from 'node:zlib';
import { weakTag } from '#app/server/rendered.ts';

const compress = promisify(brotliCompress);
const BROTLI_QUALITY = 6;
const GZIP_LEVEL = 6;
/** What headers, tag and bookkeeping take, roughly. */
const OVERHEAD_BYTES = 2048;

/** Names and values in turn, as `writeHead` takes them fastest. */
type FlatHeaders = string[];

interface Form {
  bytes: Buffer;
  headers: FlatHeaders;
}

export interface KeptPage {
  tag: string;
  identity: Form;
  gzip: Form;
  /** Made after the first answer, since it takes longer than rendering. */
  brotli?: Form;
  /** Headers of the answer to those who have the page already. */
  unchanged: FlatHeaders;
}

/** All forms of a page that are quick to make. */
export function packPage(bytes: Buffer, headers: [string, string][]): KeptPage {
  const tag = weakTag(bytes);
  return {
    tag,
    identity: toForm(bytes, tag, headers),
    gzip: toForm(gzipSync(bytes, { level: GZIP_LEVEL }), tag, headers, 'gzip'),
    unchanged: [...headers, ['ETag', tag]].flat(),
  };
}

function toForm(bytes: Buffer, tag: string, headers: [string, string][], encoding?: string): Form {
  const own = [
    ['ETag', tag],
    ['Content-Length', String(bytes.length)],
    ...(encoding ? [['Content-Encoding', encoding]] : []),
  ];
  return { bytes, headers: [...headers, ...own].flat() };
}

/** Adds the best form, which takes longer than rendering did. */
export async function addBrotli(page: KeptPage, headers: [string, string][]): Promise<void> {
  const bytes = await compress(page.identity.bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
  });
  page.brotli = toForm(bytes, page.tag, headers, 'br');
}

export function sizeOfPage({ identity, gzip, brotli }: KeptPage): number {
  return OVERHEAD_BYTES + identity.bytes.length + gzip.bytes.length + (brotli?.bytes.length ?? 0);
}

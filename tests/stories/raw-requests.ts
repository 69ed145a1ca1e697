import fc from 'fast-check';
import { bodies, chunked, FORM, lengths, PARTS, wholeParts } from './raw-bodies.ts';
import { addresses, firstLines, headLines } from './raw-lines.ts';

/** Bytes as no client of ours sends them, and what is wrong with them. */
export type RawRequest = { what: string; pieces: Buffer[] };

/** Where they go: an address that takes a form, and somebody who may send it. */
export type Target = { host: string; path: string; cookie: string; form: string };

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;

/** What stands before a body, by which the request comes past the door. */
const head = ({ host, path, cookie }: Target, ...more: string[]) =>
  lines(`POST ${path} HTTP/1.1`, `Host: ${host}`, `Origin: http://${host}`, `Cookie: ${cookie}`, ...more);

const CUT_EVERY = 23;

/** Every hand-made request, each body to one target after another. */
export function handMade(targets: readonly Target[]): RawRequest[] {
  let at = 0;
  const next = () => targets[at++ % targets.length] as Target;
  const withBody = ([more, body]: [string[], string], counted: boolean): RawRequest => {
    const told = counted ? [...more, `Content-Length: ${body.length}`] : more;
    return { what: more.join(' | ').slice(0, 100), pieces: [latin1(head(next(), ...told)), latin1(body)] };
  };
  const cuts = Array.from({ length: Math.ceil(wholeParts.length / CUT_EVERY) }, (_, n) => n * CUT_EVERY);
  return [
    ...firstLines.map((text) => ({ what: text.slice(0, 60), pieces: [latin1(text)] })),
    ...addresses.map((path) => ({
      what: path.slice(0, 60),
      pieces: [latin1(lines(`GET ${path} HTTP/1.1`, `Host: ${targets[0]?.host}`))],
    })),
    ...headLines.map((some) => ({
      what: some.join(' | ').slice(0, 100),
      pieces: [latin1(lines('GET /courses HTTP/1.1', ...some))],
    })),
    ...[...lengths, ...chunked].map(([more, body]) => withBody([[FORM, ...more], body], false)),
    ...bodies.map((each) => withBody(each, true)),
    // As long as it is, and as long as it would have been.
    ...cuts.map((to) => withBody([[PARTS], wholeParts.slice(0, to)], true)),
    ...cuts.map((to) =>
      withBody([[PARTS, `Content-Length: ${wholeParts.length}`], wholeParts.slice(0, to)], false),
    ),
  ];
}

type Damage = { kind: 'put' | 'instead' | 'cut' | 'twice' | 'end'; at: number; bytes: string };

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('put', 'put', 'instead', 'instead', 'cut', 'twice', 'end'),
  // Not near the beginning, where a head line is soon none at all.
  at: fc.noBias(fc.nat(999)).map((thousandth) => thousandth / 1000),
  bytes: fc.oneof(
    fc.constantFrom(
      '\0',
      '\r\n',
      '\n',
      '\r',
      '\xff',
      '\xc0\xaf',
      ':',
      ' ',
      '%',
      '%00',
      '\r\n\r\n',
      '0\r\n\r\n',
    ),
    fc.uint8Array({ minLength: 1, maxLength: 6 }).map((some) => String.fromCharCode(...some)),
  ),
});

/** Proper requests, damaged in one to four places. */
export function damaged(targets: readonly Target[]): fc.Arbitrary<RawRequest> {
  return fc
    .record({
      target: fc.constantFrom(...targets),
      inParts: fc.boolean(),
      damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
      pieces: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ target, inParts, damages, pieces }) => {
      const body = inParts ? wholeParts : target.form;
      const type = inParts ? PARTS : FORM;
      const proper = `${head(target, type, `Content-Length: ${body.length}`)}${body}`;
      const bytes = damages.reduce(harmed, proper);
      const size = Math.ceil(bytes.length / pieces);
      const cut = Array.from({ length: pieces }, (_, n) => latin1(bytes.slice(n * size, (n + 1) * size)));
      return { what: `${target.path} ${JSON.stringify(damages)}`, pieces: cut };
    });
}

function harmed(text: string, { kind, at: share, bytes }: Damage): string {
  const at = Math.floor(share * text.length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  if (kind === 'put') return before + bytes + after;
  if (kind === 'instead') return before + bytes + after.slice(bytes.length);
  if (kind === 'cut') return before + after.slice(bytes.length * 7);
  return kind === 'twice' ? before + after.slice(0, 40) + after : before;
}

/** XML as spreadsheets have it, piece by piece: tags and texts in their order, and nothing that could be made to grow. */
import { Unreadable } from './refusals.ts';

/** What is told of a document; names without their prefix. `attributes` are raw: `attributeOf` reads one. */
export interface XmlWatcher {
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Decoded. May come in several pieces. */
  text(words: string): void;
}

const MOST_TAG_LETTERS = 100_000;

export class XmlScanner {
  #rest = '';

  constructor(readonly watcher: XmlWatcher) {}

  /** Reads on. Throws for what declares entities or a document type, and for what is no XML. */
  push(piece: string): void {
    const xml = this.#rest + piece;
    let at = 0;
    for (;;) {
      const tag = xml.indexOf('<', at);
      if (tag < 0) break;
      if (tag > at) this.#text(xml.slice(at, tag));
      at = tag;
      const end = this.#construct(xml, tag);
      if (end < 0) break;
      at = end;
    }
    this.#rest = this.#keepOpen(xml.slice(at));
    if (this.#rest.length > MOST_TAG_LETTERS) throw new Unreadable('not-a-sheet');
  }

  /** What is not whole yet: a tag, or half an entity at the end of a text that goes on in the next piece. */
  #keepOpen(rest: string): string {
    if (rest === '' || rest.startsWith('<')) return rest;
    const entity = rest.lastIndexOf('&');
    const end =
      entity >= 0 && rest.length - entity < 12 && !rest.includes(';', entity) ? entity : rest.length;
    if (end > 0) this.#text(rest.slice(0, end));
    return rest.slice(end);
  }

  #text(raw: string): void {
    this.watcher.text(decoded(raw));
  }

  /** Where what begins at `from` ends; -1 when it is not whole yet. */
  #construct(xml: string, from: number): number {
    const second = xml[from + 1];
    if (second === undefined) return -1;
    if (second === '?') return after(xml, '?>', from);
    if (second === '!') return this.#declared(xml, from);
    const end = endOfTag(xml, from + 1);
    if (end < 0) return -1;
    const inside = xml.slice(from + 1, end);
    if (second === '/') this.watcher.close(localName(inside.slice(1).trim()));
    else this.#opened(inside);
    return end + 1;
  }

  #opened(inside: string): void {
    const empty = inside.endsWith('/');
    const words = empty ? inside.slice(0, -1) : inside;
    const space = words.search(/\s/u);
    const name = localName(space < 0 ? words : words.slice(0, space));
    this.watcher.open(name, space < 0 ? '' : words.slice(space));
    if (empty) this.watcher.close(name);
  }

  #declared(xml: string, from: number): number {
    if (xml.startsWith('<!--', from)) return after(xml, '-->', from);
    if (xml.startsWith('<![CDATA[', from)) {
      const end = xml.indexOf(']]>', from);
      if (end < 0) return -1;
      this.watcher.text(xml.slice(from + 9, end));
      return end + 3;
    }
    if ('<![CDATA['.startsWith(xml.slice(from)) || '<!--'.startsWith(xml.slice(from))) return -1;
    throw new Unreadable('entities');
  }
}

function after(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}

/** The `>` that ends a tag: one in quotes does not. */
function endOfTag(xml: string, from: number): number {
  let end = xml.indexOf('>', from);
  let quote = '';
  for (let at = from; end >= 0 && at <= end; at++) {
    const letter = xml[at] ?? '';
    if (quote) {
      if (letter === quote) quote = '';
      else if (at === end) end = xml.indexOf('>', at + 1);
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
  }
  return end;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const patterns = new Map<string, RegExp>();

/** The value of an attribute, decoded; null without it. `name` with its prefix, where that matters. */
export function attributeOf(attributes: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u');
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found ? decoded(found[1] ?? found[2] ?? '') : null;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/giu, (whole, name: string) => {
    if (name[0] !== '#') return named[name] ?? whole;
    const code =
      name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

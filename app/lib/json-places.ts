/** Where in a JSON text something stands, for whoever wrote it by hand. Lines are counted from 1. */

/** A text that is no JSON. */
export class JsonFault extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

export type JsonPath = readonly (string | number)[];

/** What was read, and the line on which the value of each path begins (a member at its key). */
export interface PlacedJson {
  value: unknown;
  lineOf(path: JsonPath): number;
}

/** Reads a JSON text. Throws a `JsonFault` at the first thing that is no JSON, or at a key that stands there twice. */
export function placedJson(text: string): PlacedJson {
  const reader = new Reader(text);
  reader.whole();
  return {
    value: JSON.parse(text),
    // What is missing has no line of its own: then the nearest thing around it that is there.
    lineOf: (path) => {
      for (let length = path.length; length >= 0; length--) {
        const line = reader.lines.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// A control character has to be escaped: a text that ends in a line break was not closed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these.
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const blank = /[ \t\r\n]*/y;
const DEEPEST = 50;

class Reader {
  readonly lines = new Map<string, number>();
  #at = 0;

  constructor(readonly text: string) {}

  whole(): void {
    this.#value([]);
    if (this.#at < this.text.length) this.#fail('后面还有多出来的内容');
  }

  #value(path: JsonPath): void {
    this.#skip();
    if (path.length > DEEPEST) this.#fail('套得太深');
    const key = JSON.stringify(path);
    if (!this.lines.has(key)) this.lines.set(key, this.#line());
    if (this.#takes('{')) this.#members(path);
    else if (this.#takes('[')) this.#elements(path);
    else if (this.#match(quoted) === null && this.#match(scalar) === null) this.#fail('这里不是一个完整的值');
    this.#skip();
  }

  #members(path: JsonPath): void {
    const keys = new Set<string>();
    this.#skip();
    if (this.#takes('}')) return;
    do {
      this.#skip();
      const line = this.#line();
      const name = this.#match(quoted);
      if (name === null) this.#fail('这里应当是一个带双引号的键');
      const key: string = JSON.parse(name ?? '""');
      if (keys.has(key)) this.#fail(`“${key}”在同一个括号里写了两次`);
      keys.add(key);
      this.lines.set(JSON.stringify([...path, key]), line);
      this.#skip();
      if (!this.#takes(':')) this.#fail(`“${key}”后面少了冒号`);
      this.#value([...path, key]);
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('这里应当是逗号或者右花括号');
  }

  #elements(path: JsonPath): void {
    this.#skip();
    if (this.#takes(']')) return;
    let index = 0;
    do this.#value([...path, index++]);
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('这里应当是逗号或者右方括号');
  }

  #skip(): void {
    this.#match(blank);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #takes(sign: string): boolean {
    if (this.text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #line(): number {
    return this.text.slice(0, this.#at).split('\n').length;
  }

  #fail(reason: string): never {
    throw new JsonFault(this.#line(), reason);
  }
}

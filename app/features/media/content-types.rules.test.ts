import { describe, expect, it } from 'vitest';
import { contentTypeOf, type MediaPurpose } from './content-types.rules.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const typeOf = (purpose: MediaPurpose, head: Uint8Array, tail = head) =>
  contentTypeOf(purpose, { head, tail });

describe('what a file is', () => {
  it('knows videos by their first box', () => {
    expect(typeOf('video', bytes('\0\0\0\x20ftypisom\0\0\x02\0'))).toBe('video/mp4');
    expect(typeOf('video', bytes('\0\0\0\x14ftypqt  \0\0\x02\0'))).toBeNull();
    expect(typeOf('video', bytes('<!doctype html>'))).toBeNull();
    expect(typeOf('video', new Uint8Array())).toBeNull();
  });

  it('knows pictures and captions', () => {
    expect(typeOf('poster', bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg');
    expect(typeOf('poster', bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png');
    expect(typeOf('poster', bytes('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
    expect(typeOf('poster', bytes('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeNull();
    expect(typeOf('captions', utf8('WEBVTT\n\n'))).toBe('text/vtt; charset=utf-8');
    expect(typeOf('captions', utf8('<html>'))).toBeNull();
  });

  it('knows documents by what is in them', () => {
    const archive = bytes('PK\x03\x04');
    expect(typeOf('slides', archive, bytes('[Content_Types].xml ppt/presentation.xml'))).toMatch(
      /presentation$/,
    );
    expect(typeOf('document', archive, bytes('[Content_Types].xml word/document.xml'))).toMatch(
      /wordprocessingml/,
    );
    expect(typeOf('document', archive, bytes('virus.exe'))).toBeNull();
    expect(typeOf('document', bytes('%PDF-1.7'))).toBe('application/pdf');
    expect(typeOf('document', bytes('MZ\x90\0\x03'))).toBeNull();
  });

  it('serves a page as plain text, and bears a character cut in two', () => {
    expect(typeOf('document', utf8('<script>alert(1)</script>'))).toBe('text/plain; charset=utf-8');
    expect(typeOf('document', utf8('协商').subarray(0, 5))).toBe('text/plain; charset=utf-8');
  });
});

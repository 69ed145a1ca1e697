const KIB = 1024;

export const FORM = 'Content-Type: application/x-www-form-urlencoded';
export const PARTS = 'Content-Type: multipart/form-data; boundary=x';

/** How long a body is said to be, and what comes of it. */
export const lengths: [string[], string][] = [
  [['Content-Length: abc'], 'a=b'],
  [['Content-Length: -1'], 'a=b'],
  [['Content-Length: +3'], 'a=b'],
  [['Content-Length: 3.0'], 'a=b'],
  [['Content-Length: 1e3'], 'a=b'],
  [['Content-Length: 0x3'], 'a=b'],
  [['Content-Length: 3, 3'], 'a=b'],
  [['Content-Length: 3', 'Content-Length: 3'], 'a=b'],
  [['Content-Length: 3', 'Content-Length: 5'], 'a=bcd'],
  [['Content-Length: 99999999999999999999'], 'a=b'],
  [['Content-Length: 9007199254740993'], 'a=b'],
  [['Content-Length: 2000000'], 'a=b'],
  [['Content-Length: 50'], 'a=b'],
  [['Content-Length: 1'], 'a=b&c=d'],
  [['Content-Length: 0'], 'GET /courses HTTP/1.1\r\nHost: a\r\n\r\n'],
  [['Content-Length: '], 'a=b'],
  [[], 'a=b'],
];

const CHUNKED = 'Transfer-Encoding: chunked';

/** Bodies in pieces whose lengths are none, and codings that nobody knows. */
export const chunked: [string[], string][] = [
  [[CHUNKED], 'zz\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED], '-3\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED], ' 3\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED], '0x3\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED], 'FFFFFFFFFFFFFFFFFF\r\na=b\r\n'],
  [[CHUNKED], '7FFFFFFFFFFFFFFF\r\na=b\r\n'],
  [[CHUNKED], '5\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED], '3\r\na=b0\r\n\r\n'],
  [[CHUNKED], '3\na=b\n0\n\n'],
  [[CHUNKED], '3\r\na=b\r\n'],
  [[CHUNKED], '3'],
  [[CHUNKED], ''],
  [[CHUNKED], '\r\n\r\n'],
  [[CHUNKED], `3;x=${'y'.repeat(20 * KIB)}\r\na=b\r\n0\r\n\r\n`],
  [[CHUNKED], `3;\0\r\na=b\r\n0\r\n\r\n`],
  [[CHUNKED], `3\r\na=b\r\n0\r\nTrailer: \0\r\n\r\n`],
  [[CHUNKED], `3\r\na=b\r\n0\r\n${'X: y\r\n'.repeat(3000)}\r\n`],
  [[CHUNKED], `${'1\r\na\r\n'.repeat(3000)}0\r\n\r\n`],
  [[CHUNKED, 'Content-Length: 3'], '3\r\na=b\r\n0\r\n\r\n'],
  [['Content-Length: 3', CHUNKED], '3\r\na=b\r\n0\r\n\r\n'],
  [['Transfer-Encoding: chunked, chunked'], '3\r\na=b\r\n0\r\n\r\n'],
  [['Transfer-Encoding: gzip'], 'a=b'],
  [['Transfer-Encoding: gzip, chunked'], '3\r\na=b\r\n0\r\n\r\n'],
  [['Transfer-Encoding: xchunked'], 'a=b'],
  [['Transfer-Encoding: \x0bchunked'], '3\r\na=b\r\n0\r\n\r\n'],
  [['Transfer-Encoding : chunked'], '3\r\na=b\r\n0\r\n\r\n'],
  [[CHUNKED, 'Transfer-Encoding: identity'], '3\r\na=b\r\n0\r\n\r\n'],
];

/** Whole bodies of the right length, of which something else is wrong. */
export const bodies: [string[], string][] = [
  [[FORM], 'a=\xff\xfe\x80&\xc0\xaf=\xed\xa0\x80&words=\xe4\xb8'],
  [[FORM], 'words=%ff%fe&name=%c0%80&reason=%ed%a0%80&%ff=%'],
  [[FORM], `words=a\0b&\0=\0&name=${'\0'.repeat(5000)}`],
  [[FORM], `words=<zq7x>&name="'><zq7x>&q=</script><zq7x>`],
  [[FORM], '&'.repeat(50_000)],
  [['Content-Type: application/json'], 'a=b'],
  [['Content-Type: application/json'], '{"a":"\xff\xfe"}'],
  [['Content-Type: application/json'], '\xef\xbb\xbf{"a":\0}'],
  [['Content-Type: text/xml'], '<a>&b;</a>'],
  [['Content-Type: \xff/\x80'], 'a=b'],
  [['Content-Type: '], 'a=b'],
  [['Content-Type: application/x-www-form-urlencoded; charset=utf-7'], 'a=+AGE-'],
  [[FORM, 'Content-Type: application/json'], 'a=b'],
  [[FORM, 'Content-Encoding: gzip'], '\x1f\x8b\x08\x00 no packing'],
  [[FORM, 'Content-Encoding: br, gzip, \xff'], 'a=b'],
  [['Content-Type: multipart/form-data'], '--x\r\n\r\n'],
  [['Content-Type: multipart/form-data; boundary='], '--\r\n\r\n----\r\n'],
  [[`Content-Type: multipart/form-data; boundary=${'x'.repeat(5000)}`], '--x\r\n\r\n'],
  [['Content-Type: multipart/form-data; boundary="x'], '--x\r\n\r\n--x--'],
  [['Content-Type: multipart/form-data; boundary=\xff\x80'], '--\xff\x80\r\n\r\na\r\n--\xff\x80--\r\n'],
  [['Content-Type: multipart/mixed; boundary=x'], '--x\r\n\r\na\r\n--x--\r\n'],
  [[PARTS], ''],
  [[PARTS], '--x--\r\n'],
  [[PARTS], '--x\r\n\r\nno name\r\n--x--\r\n'],
  [[PARTS], '--x\r\nContent-Disposition: form-data; name="\0\xff"\r\n\r\n\xff\0\r\n--x--\r\n'],
  [[PARTS], `--x\r\nContent-Disposition: form-data; name="${'n'.repeat(90 * KIB)}"\r\n\r\na\r\n--x--\r\n`],
  [[PARTS], `--x\r\n${'X: y\r\n'.repeat(5000)}\r\na\r\n--x--\r\n`],
  [[PARTS], '--x\nContent-Disposition: form-data; name="a"\n\nb\n--x--\n'],
  [[PARTS], `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(3000)}--x--\r\n`],
];

/** A proper form with a file in it: cut anywhere, something of it is missing. */
export const wholeParts = [
  '--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nabc\r\n',
  '--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\0../../a.xlsx"\r\n',
  'Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n\r\n',
  'PK\x03\x04\x14\x00\x00\x00\xff\xff\r\n--x--\r\n',
].join('');

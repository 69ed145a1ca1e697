const files = import.meta.glob<string>('/content/ledger/verify.mjs', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** `GET /ledger/verify.mjs`: the program with which anybody checks an extract of the ledger. */
export function loader() {
  return new Response(Object.values(files)[0] ?? '', {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-disposition': 'attachment; filename="verify.mjs"',
      'cache-control': 'public, max-age=3600',
    },
  });
}

// The limit: answers every request with the same bytes. Its one argument is a file with `{ headers, body }`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const bytes = Buffer.from(body);
const all = { ...headers, 'content-length': bytes.length };
const server = createServer((_, res) => {
  res.writeHead(200, all);
  res.end(bytes);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));

// Serves the bare page: node:http around Remix's own request handler, nothing else.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/node';

const build = await import(pathToFileURL(process.argv[2]).href);
const render = createRequestHandler(build, 'production');
const server = createServer(async (req, res) => {
  const answer = await render(new Request(`http://${req.headers.host}${req.url}`, { headers: req.headers }));
  const bytes = Buffer.from(await answer.arrayBuffer());
  res.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': bytes.length });
  res.end(bytes);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`));

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeInOrder } from '#app/server/closing.ts';
import { createLog } from '#app/server/log.ts';

// Run by processes.test.ts as a process of its own: answers after half a second, closes in order.
const server = createServer((_req, res) => void setTimeout(() => res.end('answered'), 500));
closeInOrder(server, createLog('silent'), async () => console.log('database closed'));
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from './load.ts';
import { openWire, readAnswer } from './wire.ts';

describe('the load client', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => {
        if (req.url === '/cut') return req.socket.destroy();
        res.writeHead(req.url === '/none' ? 304 : 200);
        if (req.url === '/chunked') res.write('一');
        res.end(req.url === '/none' ? undefined : `${req.method} ${req.headers.origin ?? ''} ${body}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads answers of every kind over one connection', async () => {
    const wire = await openWire(url);
    expect((await wire.send({ path: '/plain' })).body.toString()).toBe('GET  ');
    expect((await wire.send({ path: '/chunked' })).body.toString()).toBe('一GET  ');
    expect((await wire.send({ path: '/none' })).status).toBe(304);
    expect((await wire.send({ path: '/post', body: '班' })).body.toString()).toBe(`POST ${url} 班`);
    await expect(wire.send({ path: '/cut' })).rejects.toThrow(/closed/);
    wire.close();
  });

  it('waits for the last byte', () => {
    const whole = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n');
    for (let length = 0; length < whole.length; length += 1)
      expect(readAnswer(whole.subarray(0, length))).toBeUndefined();
    expect(readAnswer(whole)?.body.toString()).toBe('abc');
  });

  it('counts wrong answers and broken connections', async () => {
    const shot = (n: number) => ({ path: n % 2 === 0 ? '/plain' : '/cut' });
    const { requests, wrong, p99 } = await load({ url, clients: 2, seconds: 0.3, shot });
    expect(requests).toBeGreaterThan(2);
    expect(Math.abs(wrong - requests / 2)).toBeLessThanOrEqual(2);
    expect(p99).toBeGreaterThan(0);
  });
});

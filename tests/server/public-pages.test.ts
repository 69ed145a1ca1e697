import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renders, serveSite } from './site.tsx';

const signedIn = { cookie: 'academy_session=abc' };

describe('a public page', () => {
  it('is rendered once, however many ask', async () => {
    const site = await serveSite();
    const before = renders.home;
    await Promise.all(Array.from({ length: 50 }, () => fetch(`${site}/`)));
    expect(renders.home).toBe(before + 1);
  });

  it('is kept for each view, and shows no other cookie', async () => {
    const site = await serveSite();
    const text = async (cookie: string) => (await fetch(`${site}/`, { headers: { cookie } })).text();
    expect(await text('view=elder.3; name=wang')).toContain('<p>view=elder.3</p>');
    expect(await text('name=li')).toContain('<p>view=standard</p>');
  });

  it('is rendered for whoever is signed in, and not kept', async () => {
    const site = await serveSite();
    const before = renders.home;
    for (let i = 0; i < 2; i += 1) {
      const answer = await fetch(`${site}/`, { headers: signedIn });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(await answer.text()).toContain('academy_session=abc');
    }
    expect(renders.home).toBe(before + 2);
    expect(await (await fetch(`${site}/`)).text()).not.toContain('academy_session');
  });

  it('is asked about again by its tag', async () => {
    const site = await serveSite();
    const tag = (await fetch(`${site}/`)).headers.get('etag') ?? '';
    const again = await fetch(`${site}/`, { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each(['br', 'gzip', 'identity'])('comes as %s', async (encoding) => {
    const site = await serveSite();
    const get = () => fetch(`${site}/`, { headers: { 'accept-encoding': encoding } });
    await get();
    // Brotli is made behind the first answer.
    await expect.poll(async () => (await get()).headers.get('content-encoding') ?? 'identity').toBe(encoding);
    expect(await (await get()).text()).toContain('</html>');
  });

  it('is not kept when it is missing or sets a cookie', async () => {
    const site = await serveSite();
    const before = renders.course;
    for (const code of ['none', 'none', 'cookie', 'cookie']) await fetch(`${site}/courses/${code}`);
    expect(renders.course).toBe(before + 4);
  });
});

describe('the policy', () => {
  it('of a kept page names each of its own scripts by hash, and no script that came with a text', async () => {
    const site = await serveSite();
    const answer = await fetch(`${site}/`);
    const html = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    const scripts = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
    const allowed = scripts.filter((code) =>
      policy.includes(createHash('sha256').update(code).digest('base64')),
    );
    expect(html).not.toContain('nonce');
    expect(allowed.length).toBeGreaterThan(2);
    expect(scripts.filter((code) => !allowed.includes(code))).toEqual(['alert(1)']);
  });

  it('of any other page goes by a nonce that changes', async () => {
    const site = await serveSite();
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i += 1) {
      const answer = await fetch(`${site}/me`);
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
    expect(nonces.has('')).toBe(false);
  });
});

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'academy', secret: 'academy-secret-of-thirty-two-characters' };

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const closing = (server: Server) => () =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean;
  phone_number?: string;
  phone_number_verified?: boolean;
}

/** How whoever comes proves who they are. */
export interface Proof {
  amr?: readonly string[];
  acr?: string;
}

/** A real OpenID provider on loopback at which whoever comes is signed in as `mood.account` without being asked. */
export async function aProvider(back?: string) {
  const mood: { account: Account; proof: Proof } = { account: { sub: 'lin' }, proof: {} };
  const holder: { provider?: Provider } = {};
  const server = createServer((request, response) => {
    const { provider } = holder;
    if (!provider) return void response.end();
    if (!request.url?.startsWith('/interaction/')) return void provider.callback()(request, response);
    void provider
      .interactionDetails(request, response)
      .then(() =>
        provider.interactionFinished(
          request,
          response,
          { login: { accountId: mood.account.sub, ...mood.proof, amr: [...(mood.proof.amr ?? [])] } },
          { mergeWithLastSubmission: false },
        ),
      );
  });
  const url = await listening(server);
  /** Knows the academy from now on by where it is sent back to. */
  const admit = (to: string) => {
    holder.provider = providerFor(url, to, mood);
  };
  if (back) admit(back);
  return { url, mood, admit, close: closing(server) };
}

function providerFor(url: string, back: string, mood: { account: Account }): Provider {
  return new Provider(url, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [back] }],
    claims: {
      openid: ['sub', 'acr', 'amr'],
      email: ['email', 'email_verified'],
      phone: ['phone_number', 'phone_number_verified'],
    },
    acrValues: ['urn:one-step', 'urn:two-steps'],
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only-for-tests'] },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ ...mood.account, sub: id }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: CLIENT.id,
        accountId: context.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email phone');
      await grant.save();
      return grant;
    },
  });
}

/** Walks a browser through the provider until it is sent back: the query that it comes with. */
export async function walkThrough(address: string, back: string): Promise<URLSearchParams> {
  const jar = new Map<string, string>();
  let url = address;
  for (let step = 0; step < 12; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`stuck at ${url}: ${answer.status} ${await answer.text()}`);
    url = new URL(next, url).href;
    if (url.startsWith(back)) return new URL(url).searchParams;
  }
  throw new Error('no end');
}

/** An issuer that says whatever it is told to: what a broken or hostile one could answer. */
export async function aHostileIssuer() {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const mood = { claims: {} as Record<string, unknown>, otherKey: false, status: 200 };
  let url = '';
  const server = createServer((request, response) => {
    void (async () => {
      const json = (body: object, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/.well-known/openid-configuration')
        return json({
          issuer: url,
          authorization_endpoint: `${url}/auth`,
          token_endpoint: `${url}/token`,
          jwks_uri: `${url}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      if (request.url === '/jwks')
        return json({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] });
      if (mood.status !== 200) return json({ error: 'server_error' }, mood.status);
      const seconds = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({
        ...{ iss: url, aud: CLIENT.id, sub: 'lin', iat: seconds, exp: seconds + 300, jti: randomUUID() },
        ...mood.claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .sign(mood.otherKey ? other.privateKey : own.privateKey);
      return json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: token });
    })();
  });
  url = await listening(server);
  return { url, mood, close: closing(server) };
}

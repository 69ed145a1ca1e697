import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { Env } from '#app/lib/env.ts';
import { provesSecondStep } from './oidc.rules.ts';

export type OidcEnv = Pick<
  Env,
  'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_SECOND_STEP_AMR' | 'OIDC_SECOND_STEP_ACR'
>;

/** What the other service says of somebody; addresses only where it has made sure of them. */
export interface OidcIdentity {
  issuer: string;
  subject: string;
  phone: string | null;
  email: string | null;
  /** Whether a second step was proven there that this academy takes for one. */
  secondStep: boolean;
}

/** Thrown when the other service does not answer: signing in by password goes on. */
export class IssuerAway extends Error {}
/** Thrown when its answer is not to be trusted, or the person said no there. */
export class IssuerRefused extends Error {}

const PATIENCE_SECONDS = 10;
const SCOPE = 'openid email phone';

const known = new Map<string, Promise<Configuration>>();

/** Whether people can sign in by another service here. */
export const hasOidc = ({ OIDC_ISSUER }: OidcEnv) => Boolean(OIDC_ISSUER);

/** What the issuer says of itself, asked once; one that is away is asked again the next time. */
async function configurationOf(env: OidcEnv): Promise<Configuration> {
  const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = env;
  const name = `${OIDC_ISSUER} ${OIDC_CLIENT_ID}`;
  const found = known.get(name) ?? discovered(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, OIDC_CLIENT_SECRET);
  known.set(name, found);
  try {
    return await found;
  } catch (error) {
    known.delete(name);
    throw new IssuerAway(error instanceof Error ? error.message : String(error));
  }
}

function discovered(issuer: URL, clientId: string, secret: string): Promise<Configuration> {
  // Without TLS only on this machine: tests, and a proxy beside the academy.
  const isHere = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
  return discovery(issuer, clientId, secret, undefined, {
    timeout: PATIENCE_SECONDS,
    execute: [...(isHere ? [allowInsecureRequests] : []), enableNonRepudiationChecks],
  });
}

/** Where a browser is sent to sign in (authorization code with PKCE). Throws `IssuerAway`. */
export async function authorizationAddress(
  env: OidcEnv,
  { back, state, nonce, verifier }: { back: string; state: string; nonce: string; verifier: string },
): Promise<string> {
  const configuration = await configurationOf(env);
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: back,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Asks for it; whether it was done is read from the answer alone.
    ...(env.OIDC_SECOND_STEP_ACR ? { acr_values: env.OIDC_SECOND_STEP_ACR.join(' ') } : {}),
  });
  return url.href;
}

/**
 * Who came back: trades the code for an ID token and checks issuer (also of the answer itself), audience, signature, times, nonce and state.
 * Throws `IssuerAway` or `IssuerRefused`.
 */
export async function identityAt(
  env: OidcEnv,
  { url, state, nonce, verifier }: { url: URL; state: string; nonce: string; verifier: string },
): Promise<OidcIdentity> {
  const configuration = await configurationOf(env);
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims?.sub || claims.sub.length > 255) throw new IssuerRefused('There is no subject.');
    const said = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : null);
    return {
      issuer: claims.iss.slice(0, 200),
      subject: claims.sub,
      phone: claims.phone_number_verified === true ? said('phone_number') : null,
      email: claims.email_verified === true ? said('email') : null,
      secondStep: provesSecondStep(
        { amr: claims.amr, acr: claims.acr },
        {
          amr: env.OIDC_SECOND_STEP_AMR,
          acr: env.OIDC_SECOND_STEP_ACR,
        },
      ),
    };
  } catch (error) {
    if (error instanceof IssuerRefused) throw error;
    const words = error instanceof Error ? error.message : String(error);
    if (!(error instanceof AuthorizationResponseError) && isAway(error)) throw new IssuerAway(words);
    throw new IssuerRefused(words);
  }
}

/** A line that broke, a time-out, or a server in trouble; not an answer that is wrong. */
function isAway(error: unknown): boolean {
  const { name = '', cause, status = 0 } = error as { name?: string; cause?: unknown; status?: number };
  const inside = (cause ?? {}) as { code?: string; name?: string; status?: number };
  if ([name, inside.name].some((one) => one === 'TimeoutError' || one === 'AbortError')) return true;
  if (status >= 500 || (inside.status ?? 0) >= 500) return true;
  return (
    /^(ECONN|ENOTFOUND|EAI_|UND_ERR)/.test(inside.code ?? '') || (error as Error).message === 'fetch failed'
  );
}

import Mux from '@mux/mux-node';
import type { Env } from '#app/lib/env.ts';
import { removeSent } from './mux-removal.server.ts';
import { sendPieces } from './mux-sending.server.ts';
import { type Delivery, ProviderTrouble, type VideoProvider } from './video-provider.ts';

export type MuxEnv = Pick<
  Env,
  | 'MUX_TOKEN_ID'
  | 'MUX_TOKEN_SECRET'
  | 'MUX_SIGNING_KEY_ID'
  | 'MUX_SIGNING_PRIVATE_KEY'
  | 'MUX_WEBHOOK_SECRET'
  | 'MUX_PLAYBACK_RESTRICTION_ID'
  | 'MUX_BASE_URL'
  | 'PUBLIC_URL'
>;

/** An upload may take this long: a film of 20 GB through a slow line. */
const UPLOAD_SECONDS = 7 * 24 * 3600;
const PATIENCE_MS = 30_000;

/** Whether films go to Mux: only with a token for sending and a key for signing, since every film is a private one. */
export function hasMux(env: Partial<MuxEnv>): boolean {
  return Boolean(
    env.MUX_TOKEN_ID && env.MUX_TOKEN_SECRET && env.MUX_SIGNING_KEY_ID && env.MUX_SIGNING_PRIVATE_KEY,
  );
}

/** Mux as a provider; null where it is not configured, and films are served from here. */
export function muxProvider(env: Partial<MuxEnv>): VideoProvider | null {
  if (!hasMux(env)) return null;
  const client = muxClient(env);
  return {
    open: (recordingId) => asked(() => openUpload(client, { recordingId, origin: originOf(env) })),
    send: sendPieces,
    look: ({ uploadId, assetId }) =>
      asked(async () => {
        if (assetId) return deliveryOf(await client.video.assets.retrieve(assetId));
        const upload = await client.video.uploads.retrieve(uploadId ?? '');
        if (upload.asset_id) return deliveryOf(await client.video.assets.retrieve(upload.asset_id));
        if (upload.status === 'waiting') return { state: 'waiting' };
        return { state: 'failed', assetId: null, reason: upload.error?.message ?? upload.status };
      }),
    playback: async ({ playbackId, seconds }) => {
      const { stream, image } = hostsOf(env);
      const tokens = await client.jwt.signPlaybackId(playbackId, {
        type: ['video', 'thumbnail'],
        expiration: `${seconds}s`,
        params: restrictionOf(env),
      });
      return {
        stream: `${stream}/${playbackId}.m3u8?token=${tokens['playback-token'] ?? ''}`,
        poster: `${image}/${playbackId}/thumbnail.jpg?token=${tokens['thumbnail-token'] ?? ''}`,
      };
    },
    captions: async ({ playbackId, captionsId }) => {
      const token = await client.jwt.signPlaybackId(playbackId, { type: 'video', expiration: '10m' });
      return textAt(`${hostsOf(env).stream}/${playbackId}/text/${captionsId}.vtt?token=${token}`);
    },
    remove: (sent) => asked(() => removeSent(client, sent)),
  };
}

/** The claim by which Mux plays only on pages that the restriction names. */
function restrictionOf({ MUX_PLAYBACK_RESTRICTION_ID: id }: Partial<MuxEnv>): Record<string, string> {
  return id ? { playback_restriction_id: id } : {};
}

/**
 * Makes a rule at Mux that films play on the pages of this host alone, and answers its id. Browsers that do not say where they
 * come from are let in unless it is `strict`: players outside of web pages say nothing. Source: Mux, Playback Restrictions.
 */
export async function restrictPlayback(
  env: Partial<MuxEnv>,
  { host, isStrict }: { host: string; isStrict: boolean },
): Promise<string> {
  const { id } = await asked(() =>
    muxClient(env).video.playbackRestrictions.create({
      referrer: { allowed_domains: [host], allow_no_referrer: !isStrict },
      user_agent: { allow_no_user_agent: false, allow_high_risk_user_agent: false },
    }),
  );
  return id;
}

/** The library with the settings of this academy and none from elsewhere. */
export function muxClient(env: Partial<MuxEnv>): Mux {
  return new Mux({
    tokenId: env.MUX_TOKEN_ID ?? null,
    tokenSecret: env.MUX_TOKEN_SECRET ?? null,
    jwtSigningKey: env.MUX_SIGNING_KEY_ID ?? null,
    jwtPrivateKey: env.MUX_SIGNING_PRIVATE_KEY ?? null,
    webhookSecret: env.MUX_WEBHOOK_SECRET ?? null,
    authorizationToken: null,
    baseURL: env.MUX_BASE_URL ?? 'https://api.mux.com',
    timeout: PATIENCE_MS,
    // What fails is tried again later, by the worker.
    maxRetries: 0,
    logLevel: 'off',
  });
}

async function openUpload(client: Mux, { recordingId, origin }: { recordingId: string; origin: string }) {
  const { id, url } = await client.video.uploads.create({
    cors_origin: origin,
    timeout: UPLOAD_SECONDS,
    new_asset_settings: { playback_policies: ['signed'], passthrough: recordingId },
  });
  if (!url) throw new ProviderTrouble('Mux 没有给出上传的地址。', true);
  return { uploadId: id, address: url };
}

/** The Mux asset in the house's words. Fields that are missing although it says ready count as not ready yet. */
export function deliveryOf(asset: {
  id: string;
  status: string;
  duration?: number | undefined;
  playback_ids?: { id: string; policy: string }[] | undefined;
  errors?: { messages?: string[] | undefined; type?: string | undefined } | undefined;
  tracks?: { id?: string | undefined; type?: string | undefined; status?: string | undefined }[] | undefined;
}): Delivery {
  const { id: assetId, status, duration, playback_ids, errors, tracks } = asset;
  if (status === 'errored') {
    const reason = errors?.messages?.join(' ') || errors?.type || 'errored';
    return { state: 'failed', assetId, reason };
  }
  const playbackId = playback_ids?.find(({ policy }) => policy === 'signed')?.id;
  if (status !== 'ready' || !playbackId) return { state: 'preparing', assetId };
  const captionsId = tracks?.find(({ type, status: is }) => type === 'text' && is === 'ready')?.id ?? null;
  const durationMs = duration && duration > 0 ? Math.round(duration * 1000) : null;
  return { state: 'ready', assetId, playbackId, durationMs, captionsId };
}

function hostsOf({ MUX_BASE_URL }: Partial<MuxEnv>): { stream: string; image: string } {
  return MUX_BASE_URL
    ? { stream: `${MUX_BASE_URL}/stream`, image: `${MUX_BASE_URL}/image` }
    : { stream: 'https://stream.mux.com', image: 'https://image.mux.com' };
}

async function textAt(address: string): Promise<string | null> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}

function originOf({ PUBLIC_URL }: Partial<MuxEnv>): string {
  return PUBLIC_URL?.origin ?? 'http://localhost';
}

/** What Mux answers in its own errors, said so that a teacher knows whom to ask. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderTrouble) throw error;
    const status = error instanceof Mux.APIError ? error.status : undefined;
    throw new ProviderTrouble(troubleWords(status), status === 404, error);
  }
}

function troubleWords(status: number | undefined): string {
  if (status === 401 || status === 403) return 'Mux 不认学院的密钥。请告诉学院的系统管理员。';
  if (status === 404) return 'Mux 那里找不到这个视频了。';
  if (status === 429) return 'Mux 说现在请求太多。';
  if (status && status < 500) return `Mux 没有收下，回答是 ${status}。`;
  return status ? `Mux 出了故障，回答是 ${status}。` : '现在连不上 Mux。';
}

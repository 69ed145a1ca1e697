/** The place in an object store that speaks the S3 protocol: MinIO, Aliyun OSS, AWS and others. */
export interface Bucket {
  name: string;
  /** Origin of the service, as in `http://127.0.0.1:9000`. */
  endpoint: string;
  region: string;
  /** What every key begins with; empty, or ending in a slash. */
  prefix: string;
  /** Whether the bucket is named in the path; otherwise it is the first part of the host's name. */
  inPath: boolean;
}

const known = ['endpoint', 'region', 'prefix', 'style'];
const USUAL_REGION = 'us-east-1';
/** These services want the bucket in the host's name; what an operator runs himself seldom has such names. */
const namesByHost = /\.(aliyuncs|amazonaws)\.com(\.cn)?$/;

/**
 * Reads `s3://bucket?endpoint=https://…&region=…&prefix=…&style=path|host`; null when it is not that. Secrets have no place in it:
 * an address is logged and shown, so one with a user, a password or an unknown word is no address of ours.
 */
export function readBucketUrl(text: string): Bucket | null {
  if (!text.startsWith('s3://') || !URL.canParse(text)) return null;
  const { hostname: name, searchParams, username, password, pathname, port, hash } = new URL(text);
  const bare = !username && !password && !port && !hash && ['', '/'].includes(pathname);
  const words = [...searchParams.keys()];
  if (!bare || words.some((word) => !known.includes(word)) || new Set(words).size < words.length) return null;
  const endpoint = originOf(searchParams.get('endpoint') ?? '');
  const region = searchParams.get('region') ?? USUAL_REGION;
  const prefix = (searchParams.get('prefix') ?? '').replace(/\/$/, '');
  const style = searchParams.get('style');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || !endpoint || !/^[a-z0-9-]+$/.test(region))
    return null;
  if (!/^([\w-][\w.-]*(\/[\w-][\w.-]*)*)?$/.test(prefix) || !['path', 'host', null].includes(style))
    return null;
  return {
    name,
    endpoint: endpoint.origin,
    region,
    prefix: prefix && `${prefix}/`,
    inPath: style ? style === 'path' : !namesByHost.test(endpoint.hostname),
  };
}

function originOf(text: string): URL | null {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password ? url : null;
}

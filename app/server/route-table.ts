import type { ServerBuild } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';
import type { LightAction } from '#app/lib/http-light.ts';
import type { Resource } from '#app/server/resource.ts';

/** Where routes for programs live; see app/routes.ts. */
const JSON_PREFIX = '/json';

export interface FoundRoute {
  /** The address as written in app/routes.ts, as in `/courses/:code`; names requests in log and metrics. */
  pattern: string;
  /** The address that Remix is asked for: the one behind `/json` when a program asked and there is one. */
  pathname: string;
  /** Whoever writes here proves it by a signature over the body, not by a cookie. */
  signed: boolean;
  readable: boolean;
  writable: boolean;
  /** Methods that it answers besides reading and posting. */
  methods: readonly string[];
  /** What answers here without the web's Request and Response; see `LightArgs`. */
  light: LightAction | undefined;
  /** What answers here where there is no page; undefined for a page. */
  resource: Resource | undefined;
  params: Record<string, string | undefined>;
}

export interface RouteTable {
  find(pathname: string, json: boolean): FoundRoute | undefined;
}

/** What a route says about itself for the server. */
interface RouteHandle {
  methods?: string[];
  signed?: boolean;
  light?: boolean;
}

interface Node {
  id: string;
  path?: string;
  index?: boolean;
  caseSensitive?: boolean;
  pattern: string;
  children?: Node[];
}

/** Reads the routes of a build once, to answer for each request which of them it means and what that one can do. */
export function createRouteTable(routes: ServerBuild['routes']): RouteTable {
  const treeFor = treesByWord(branch(routes, undefined, ''));
  const lookUp = (pathname: string): FoundRoute | undefined => {
    // Index routes are told apart by a flag that the library's types want as a literal.
    const match = matchRoutes(treeFor(pathname) as Parameters<typeof matchRoutes>[0], pathname)?.at(-1);
    const node = match?.route as Node | undefined;
    if (!node || node.path === '*') return undefined;
    const module = routes[node.id]?.module;
    const isPage = module?.default !== undefined;
    const handle = (module as { handle?: RouteHandle } | undefined)?.handle;
    return {
      pattern: node.pattern,
      pathname,
      resource: isPage ? undefined : module,
      light: handle?.light ? (module?.action as unknown as LightAction) : undefined,
      params: match?.params ?? {},
      readable: isPage || module?.loader !== undefined,
      writable: module?.action !== undefined,
      methods: handle?.methods ?? [],
      signed: handle?.signed === true,
    };
  };
  return {
    find(pathname, json) {
      if (isForServerOnly(pathname)) return undefined;
      return (
        (json ? lookUp(JSON_PREFIX + (pathname === '/' ? '' : pathname)) : undefined) ??
        lookUp(pageOf(pathname))
      );
    },
  };
}

/** Addresses that only the server itself may ask Remix for, however somebody spells them. */
export function isForServerOnly(pathname: string): boolean {
  return /^\/json(\/|\.data$|$)/i.test(decodeURIComponent(pathname));
}

/** Single fetch asks for the data of `/courses` as `/courses.data`, for that of `/` as `/_root.data`. */
function pageOf(pathname: string): string {
  if (!pathname.endsWith('.data')) return pathname;
  return pathname === '/_root.data' ? '/' : pathname.slice(0, -'.data'.length);
}

/**
 * The routes that a path can mean at all, by its first word (under `/json` its second): to try the others one by one costs a
 * heartbeat as much as its database. What is not plain is looked for among all of them.
 */
function treesByWord(tree: Node[]): (pathname: string) => Node[] {
  const words = new Set(leavesOf(tree).flatMap(({ pattern }) => wordOf(pattern) ?? []));
  const trees = new Map([...words].map((word) => [word, pruned(tree, word)]));
  const others = pruned(tree, undefined);
  return (pathname) => {
    const word = wordOf(pathname);
    return word === undefined ? tree : (trees.get(word) ?? others);
  };
}

/** Undefined for what is not written out: a place for any word, an escape. */
function wordOf(path: string): string | undefined {
  const word = /^\/(?:json\/(?=[^/]))?[^/]*/i.exec(path)?.[0].toLowerCase() ?? '';
  return /^[a-z0-9/._-]*$/.test(word) ? word : undefined;
}

function leavesOf(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => (node.children ? leavesOf(node.children) : [node]));
}

/** Without the leaves that begin with another word. */
function pruned(nodes: readonly Node[], word: string | undefined): Node[] {
  return nodes.flatMap((node) => {
    const own = wordOf(node.pattern);
    if (!node.children) return own === undefined || own === word ? [node] : [];
    return [{ ...node, children: pruned(node.children, word) }];
  });
}

function branch(routes: ServerBuild['routes'], parentId: string | undefined, prefix: string): Node[] {
  return Object.values(routes)
    .filter((route) => route !== undefined && (route.parentId || undefined) === parentId)
    .map((route) => {
      const pattern = `${prefix}/${route?.path ?? ''}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
      const { id, path, index, caseSensitive } = route as NonNullable<typeof route>;
      const children = index ? [] : branch(routes, id, pattern);
      return { id, path, index, caseSensitive, pattern, ...(children.length > 0 ? { children } : {}) };
    });
}

import ts from 'typescript';
import { isPage, roomOf } from './floors.ts';
import { eachNode, importsOf, isTest, type Source, syntax } from './sources.ts';

const queries = new Set([
  'selectFrom',
  'insertInto',
  'replaceInto',
  'mergeInto',
  'updateTable',
  'deleteFrom',
]);
const writes = new Set(['insertInto', 'replaceInto', 'mergeInto', 'updateTable', 'deleteFrom']);

/** Rule 3: SQL only in `*.server.ts` and `db/`; pages write none at all. */
export function sqlInItsPlace(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const allowed = /\.server\.ts$/.test(source.path) && !isPage(source.path);
    if (!inApp(source) || allowed) return [];
    return eachNode(source, (node) => {
      const query = queryName(node);
      if (query) return `SQL (${query}) outside *.server.ts`;
      return isSqlTag(node) ? 'SQL outside *.server.ts' : undefined;
    });
  });
}

const speaksHttp = (path: string) =>
  isPage(path) ||
  /^app\/(shell|server)\//.test(path) ||
  /^app\/lib\/http[^/]*$|^app\/lib\/http\//.test(path) ||
  path === 'app/features/identity/gate.server.ts' ||
  /^app\/(server|root|entry\.(client|server))\.tsx?$/.test(path);

const httpModules = /^(node:https?2?|@remix-run\/(node|server-runtime|express|router))$/;
const httpWords = new Set(['Request', 'Response', 'Headers']);

/** Rule 4: HTTP only in pages, shell, the server, `lib/http` and the gate. Components may use Remix's `<Form>`. */
export function httpInItsPlace(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    if (!inApp(source) || speaksHttp(source.path) || /^app\/(jobs|cli)\//.test(source.path)) return [];
    const imports = importsOf(source).filter(
      ({ specifier, erased }) => httpModules.test(specifier) && !(erased && specifier.startsWith('node:')),
    );
    return [
      ...imports.map(({ specifier }) => `${source.path}: imports ${specifier}: HTTP is for pages`),
      ...eachNode(source, (node) => {
        const name = ts.isTypeReferenceNode(node)
          ? node.typeName
          : ts.isNewExpression(node)
            ? node.expression
            : undefined;
        return name && ts.isIdentifier(name) && httpWords.has(name.text)
          ? `${name.text}: HTTP is for pages`
          : undefined;
      }),
    ];
  });
}

/** Table name → owner, read from `db/tables/<area>.ts`: the members of its `…Tables` interface. */
export function owners(sources: Source[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const source of sources) {
    const area = /^db\/tables\/([a-z-]+)\.ts$/.exec(source.path)?.[1];
    if (!area) continue;
    for (const node of syntax(source).statements) {
      if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith('Tables')) continue;
      for (const member of node.members) if (member.name) found.set(member.name.getText(), area);
    }
  }
  return found;
}

const rawWrite = /\b(?:insert\s+(?:ignore\s+)?into|replace\s+into|update|delete\s+from)\s+["`]?([a-z_]+)/gi;

/** Rule 6: a room writes only the tables that `db/tables/<its name>.ts` lists; the roof writes none. */
export function ownTablesOnly(sources: Source[]): string[] {
  const owner = owners(sources);
  return sources.filter(inApp).flatMap((source) => {
    const room = roomOf(source.path);
    return eachNode(source, (node) => {
      for (const table of writtenTables(node, owner)) {
        if (table === undefined) return 'writes a table that is not named in the call';
        if (owner.get(table) !== room)
          return `writes ${table}, which belongs to ${owner.get(table) ?? 'nobody'}`;
      }
      return undefined;
    });
  });
}

function writtenTables(node: ts.Node, owner: Map<string, string>): (string | undefined)[] {
  if (isSqlTag(node)) {
    const found = [...node.getText().matchAll(rawWrite)].map(([, table]) => table ?? '');
    return found.filter((table) => owner.has(table));
  }
  if (!writes.has(queryName(node) ?? '')) return [];
  const table = (node as ts.CallExpression).arguments[0];
  return [table && ts.isStringLiteralLike(table) ? table.text.split(' ')[0] : undefined];
}

const engineWords = /mysql|mariadb|sqlite/i;
const mayNameEngines = new Set(['db/dialect.server.ts', 'db/connect.server.ts']);

/** Rule 7: the engines are named in `db/dialect.server.ts` and `db/connect.server.ts` only. */
export function enginesUnnamed(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (isTest(path) || mayNameEngines.has(path)) return [];
    const at = text.split('\n').findIndex((line) => engineWords.test(line));
    return at < 0 ? [] : [`${path}:${at + 1}: names an engine`];
  });
}

const mayMakeActors = new Set([
  'app/lib/actor.ts',
  'app/features/identity/gate.server.ts',
  'app/features/identity/system-actor.server.ts',
]);

/** Only the gate and the one system actor make an Actor; nobody else calls `sealActor` or asserts the type. */
export function actorsFromTheGate(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    if (!inApp(source) || mayMakeActors.has(source.path)) return [];
    return eachNode(source, (node) => {
      if (ts.isIdentifier(node) && node.text === 'sealActor') return 'makes an Actor';
      if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return undefined;
      return /\bActor\b/.test(node.type.getText()) ? 'asserts that something is an Actor' : undefined;
    });
  });
}

const inApp = ({ path }: Source) => path.startsWith('app/') && !isTest(path);

function queryName(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const name = node.expression.name.text;
  return queries.has(name) ? name : undefined;
}

function isSqlTag(node: ts.Node): boolean {
  return ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText());
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** One code file as the rules see it. `path` is from the repository root, with forward slashes. */
export type Source = { path: string; text: string };
/** One import of a file. `path` is set when it leads to a file of ours; `erased` when only types are taken. */
export type Import = { specifier: string; path?: string; erased: boolean };

const code = /\.(ts|tsx|mjs|js|css)$/;
const folders = ['app', 'db', 'content', 'tests'];

/** Every code file of the repository. */
export function readSources(root: string): Source[] {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && code.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, ''),
      ),
  );
  return [...below, 'remix.config.js']
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export const isTest = (path: string) => path.startsWith('tests/') || /\.test\.tsx?$/.test(path);
export const isScript = (path: string) => /\.(ts|tsx|mjs|js)$/.test(path);

const parsed = new WeakMap<Source, ts.SourceFile>();

export function syntax(source: Source): ts.SourceFile {
  const known = parsed.get(source);
  if (known) return known;
  const kind = source.path.endsWith('x')
    ? ts.ScriptKind.TSX
    : source.path.endsWith('.ts')
      ? ts.ScriptKind.TS
      : ts.ScriptKind.JS;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ES2022, true, kind);
  parsed.set(source, tree);
  return tree;
}

/** Visits every node below `node`, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

const imported = new WeakMap<Source, Import[]>();

/** All imports and re-exports of a file, dynamic ones included. */
export function importsOf(source: Source): Import[] {
  const known = imported.get(source);
  if (known) return known;
  const found: Import[] = [];
  const add = (literal: ts.Node | undefined, erased: boolean) => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    found.push({ specifier: literal.text, path: resolve(source.path, literal.text), erased });
  };
  if (isScript(source.path)) {
    walk(syntax(source), (node) => {
      if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isErased(node.importClause));
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0], false);
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        add(node.argument.literal, true);
    });
  }
  imported.set(source, found);
  return found;
}

/** With `verbatimModuleSyntax`, `import { type A }` keeps the import of the module; only `import type` is erased. */
function isErased(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

const aliases: [string, string][] = folders.map((folder) => [`#${folder}/`, `${folder}/`]);

function resolve(from: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('.')) return join(dirname(from), plain).replaceAll('\\', '/');
  const alias = aliases.find(([prefix]) => plain.startsWith(prefix));
  return alias ? alias[1] + plain.slice(alias[0].length) : undefined;
}

/** Asks about every node; each answer becomes a breach with its line. */
export function eachNode(source: Source, judge: (node: ts.Node) => string | undefined): string[] {
  if (!isScript(source.path)) return [];
  const tree = syntax(source);
  const found: string[] = [];
  walk(tree, (node) => {
    const reason = judge(node);
    if (reason) found.push(`${source.path}:${lineOf(tree, node.getStart())}: ${reason}`);
  });
  return found;
}

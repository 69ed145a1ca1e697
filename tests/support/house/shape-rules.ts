import ts from 'typescript';
import { isPage, roomOf } from './floors.ts';
import { eachNode, importsOf, isTest, lineOf, type Source, syntax } from './sources.ts';

export const MOST_LINES = 250;
export const MOST_FUNCTION_LINES = 70;

/** No file over 250 lines. */
export function shortFiles(sources: Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = lineCount(text);
    return lines > MOST_LINES ? [`${path}: ${lines} lines`] : [];
  });
}

/** Nine in ten files of the product stay under 150 lines. Says which do not, when they are more. */
export function mostFilesUnder150(sources: Source[]): string[] {
  const own = sources.filter(({ path }) => /^(app|db)\//.test(path));
  const long = own.filter(({ text }) => lineCount(text) >= 150);
  return long.length * 10 > own.length
    ? long.map(({ path, text }) => `${path}: ${lineCount(text)} lines`)
    : [];
}

/** No function over 70 lines. The callback of a test's `describe` is a chapter, not a function. */
export function shortFunctions(sources: Source[]): string[] {
  return sources.flatMap((source) =>
    eachNode(source, (node) => {
      if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isChapter(node)) return undefined;
      const tree = syntax(source);
      const lines = lineOf(tree, node.getEnd()) - lineOf(tree, node.getStart()) + 1;
      return lines > MOST_FUNCTION_LINES ? `a function of ${lines} lines` : undefined;
    }),
  );
}

function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe/.test(node.parent.expression.getText());
}

/** No `any`, no silenced type error. */
export function typedThroughout(sources: Source[]): string[] {
  const silenced = sources.flatMap(({ path, text }) => {
    const at = text
      .split('\n')
      .findIndex((line) => /(?:\/\/|\/\*)\s*@ts-(ignore|nocheck|expect-error)/.test(line));
    return at < 0 ? [] : [`${path}:${at + 1}: silences the type check`];
  });
  const untyped = sources.flatMap((source) =>
    eachNode(source, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : undefined)),
  );
  return [...silenced, ...untyped];
}

const empty = /^(index|utils?|helpers?|managers?|services?|common|misc)$/;

/** A file is named for what it knows; rooms hold files, `pages/` and `parts/`, and no rooms. */
export function tellingNames(sources: Source[]): string[] {
  return sources.flatMap(({ path }) => {
    if (!path.startsWith('app/') || isTest(path)) return [];
    const words = (path.split('/').at(-1) ?? '').split('.')[0]?.split('-') ?? [];
    const last = words.at(-1) ?? '';
    if (empty.test(words.length === 1 ? last : last.replace(/^(index|common|misc)$/, '')))
      return [`${path}: the name says nothing`];
    const inner = /^app\/features\/[^/]+\/(.+)\/[^/]+$/.exec(path)?.[1];
    return inner && !/^(pages|parts)$/.test(inner) ? [`${path}: a room holds files, pages/ and parts/`] : [];
  });
}

const mayExportDefault = (path: string) =>
  isPage(path) ||
  path.startsWith('tests/bench/lib/bare-remix/app/') ||
  /^app\/(root|entry\.\w+|routes)\.tsx?$/.test(path) ||
  /(^|\/)[\w.]+\.config\.(ts|js)$/.test(path);

/** Default exports only where a framework asks for them: pages, Remix's own files, configuration. */
export function namedExports(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    if (mayExportDefault(source.path)) return [];
    return eachNode(source, (node) => {
      const named = ts.isExportSpecifier(node) && node.name.text === 'default';
      const found = named || ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword;
      return found ? 'a default export' : undefined;
    });
  });
}

/** Every migration is in the explicit list, oldest first. */
export function migrationsListed(sources: Source[]): string[] {
  const list = sources.find(({ path }) => path === 'db/migrations/index.ts');
  const files = sources
    .map(({ path }) => path)
    .filter((path) => /^db\/migrations\/\d{4}_[a-z0-9_]+\.ts$/.test(path))
    .sort();
  if (!list) return files.map((path) => `${path}: there is no list of migrations`);
  const names = new Map<string, string>();
  for (const node of syntax(list).statements) {
    if (!ts.isImportDeclaration(node) || !node.importClause?.namedBindings) continue;
    if (!ts.isNamedImports(node.importClause.namedBindings) || !ts.isStringLiteral(node.moduleSpecifier))
      continue;
    const file = importsOf(list).find(
      ({ specifier }) => specifier === (node.moduleSpecifier as ts.StringLiteral).text,
    )?.path;
    for (const element of node.importClause.namedBindings.elements)
      if (file) names.set(element.name.text, file);
  }
  const listed =
    /\[([^\]]*)\]\s*;/
      .exec(list.text)?.[1]
      ?.split(',')
      .map((name) => names.get(name.trim())) ?? [];
  const inOrder = listed.filter((path): path is string => path !== undefined);
  return inOrder.join() === files.join()
    ? []
    : [`db/migrations/index.ts lists ${inOrder.join(', ')}; there are ${files.join(', ')}`];
}

/** What a room offers to others says in a doc comment what it does. */
export function documentedVerbs(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    if (!roomOf(source.path) || !/\.server\.ts$/.test(source.path) || isPage(source.path)) return [];
    return eachNode(source, (node) => {
      if (
        !ts.isFunctionDeclaration(node) ||
        !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      )
        return undefined;
      return ts.getJSDocCommentsAndTags(node).length > 0
        ? undefined
        : `${node.name?.text} has no doc comment`;
    });
  });
}

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { families, namedActions } from '#app/features/journal/action-names.rules.ts';
import { teacherStages } from '#app/features/teachers/stages.rules.ts';
import { house } from '#tests/support/house/rule.ts';
import { eachNode, isTest, type Source, syntax } from '#tests/support/house/sources.ts';

/** Actions that are put together, by the template in the code: what may stand in it. */
const puttogether: Record<string, readonly string[]> = {
  'section.': ['ended', 'cancelled', 'merged'],
  'submission.': ['passed', 'returned'],
  'declaration.': ['grant', 'return', 'refuse', 'objection-dismiss', 'objection-uphold'],
  'appeal.': ['upheld', 'dismissed'],
  'adjustment.': ['confirmed', 'declined', 'withdrawn'],
  'teacher.': teacherStages,
  'recording.': ['approved', 'returned'],
  'consent.': ['agreed', 'refused'],
  'correction.': ['done', 'refused'],
  'unit.': ['moved', 'renamed', 'merged', 'split', 'closed'],
  'suggestion.': ['satisfied', 'again', 'dissatisfied'],
};

const ACTION = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** What a file gives to the journal: as `action`, or to a function of its own that hands it on. */
function actionsIn(source: Source): string[] {
  const found: string[] = [];
  if (!/ournal|noteReadings/.test(source.text)) return found;
  eachNode(source, (node) => {
    const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
    if (isText ? !ACTION.test(node.text) : !ts.isTemplateExpression(node)) return undefined;
    let [child, parent]: [ts.Node, ts.Node] = [node, node.parent];
    while (
      ts.isConditionalExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isAsExpression(parent)
    )
      [child, parent] = [parent, parent.parent];
    const isGiven =
      (ts.isPropertyAssignment(parent) && /^(action|way)$/.test(parent.name.getText())) ||
      (ts.isVariableDeclaration(parent) && parent.name.getText() === 'action') ||
      (ts.isCallExpression(parent) &&
        ts.isIdentifier(parent.expression) &&
        /note|trace|journal/i.test(parent.expression.text) &&
        parent.arguments.includes(child as ts.Expression));
    if (!isGiven) return undefined;
    if (isText) found.push(node.text);
    else if (ts.isTemplateExpression(node) && /^[a-z-]+\.$/.test(node.head.text))
      found.push(`${node.head.text}*`);
    return undefined;
  });
  return found;
}

describe('what stands in the journal', () => {
  const sources = house.filter(({ path }) => /^app\/(features|cli|jobs|shell)\//.test(path) && !isTest(path));
  const written = new Set(sources.flatMap(actionsIn));

  it('has a plain name, whoever writes it', () => {
    expect(written.size).toBeGreaterThan(120);
    const all = [...written].flatMap((action) =>
      action.endsWith('*')
        ? (puttogether[action.slice(0, -1)] ?? ['?']).map((end) => action.slice(0, -1) + end)
        : action,
    );
    expect(all.filter((action) => !namedActions.includes(action))).toEqual([]);
  });

  it('is found without a name', () => {
    const path = 'app/features/journal/a.server.ts';
    const text =
      "import { writeJournal } from 'x'; note(trx, isNew ? 'odd.deed' : 'odder.deed', { action: `odd.$" +
      '{deed}` });';
    expect(actionsIn({ path, text })).toEqual(['odd.deed', 'odder.deed', 'odd.*']);
    expect(syntax({ path, text }).statements.length).toBeGreaterThan(0);
  });

  it('is named under the family that it begins with, in Chinese and once', () => {
    const labels: string[] = [];
    for (const [family, { label, actions }] of Object.entries(families))
      for (const [action, name] of Object.entries(actions)) {
        expect(action.split('.')[0]).toBe(family);
        expect(name + label).toMatch(/^[\p{Script=Han}（）A-Za-z、，]+$/u);
        labels.push(name);
      }
    expect(labels.length).toBe(new Set(labels).size);
  });
});

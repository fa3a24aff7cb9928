// Reads the names of tests out of their source, and the ids of cases out of names.
import ts from 'typescript';

const RUNNERS = new Set(['describe', 'it', 'suite', 'test']);

/** The names that a file gives to its tests, as far as they are written down, and the relative paths it imports. */
export function testNames(file, source) {
  const names = [];
  const imports = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && RUNNERS.has(runnerOf(node.expression))) {
      const name = leadingText(node.arguments[0]);
      if (name) names.push(name);
    } else if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const { text } = node.moduleSpecifier;
      if (text.startsWith('.')) imports.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return { names, imports };
}

/** `it` of `it(…)` and of `it.only(…)`. */
function runnerOf(callee) {
  if (ts.isPropertyAccessExpression(callee)) return runnerOf(callee.expression);
  return ts.isIdentifier(callee) ? callee.text : '';
}

/** A string, or what a template or a sum begins with. */
function leadingText(node) {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text;
  return ts.isBinaryExpression(node) ? leadingText(node.left) : '';
}

/**
 * The ids in front of a name: one, several with spaces or commas between them, or a range with an en dash.
 * `A07 A08, D01–D05 a reset …` has seven.
 */
export function caseIds(name) {
  const ids = [];
  let rest = name;
  for (;;) {
    const match = /^([A-Z])(\d\d)(?:–([A-Z])?(\d\d))?(?:[ ,:]+|$)/.exec(rest);
    if (!match) return ids;
    rest = rest.slice(match[0].length);
    const [, group, first, lastGroup = group, last = first] = match;
    // A range across groups, or one that runs backwards, is an id that no case has.
    if (lastGroup !== group || Number(last) < Number(first)) ids.push(match[0].trim());
    for (let number = Number(first); number <= Number(last) && lastGroup === group; number += 1) {
      ids.push(`${group}${String(number).padStart(2, '0')}`);
    }
  }
}

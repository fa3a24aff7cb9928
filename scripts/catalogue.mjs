// Writes test/CATALOGUE.md: for each case of the catalogue the tests that show it, by the ids in front of their names, and
// where they run. With --check, fails when the file is not what the tests give, when a name has an id that no case has, or
// when a case has neither a test nor a reason why not.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { caseIds, testNames } from './catalogue-names.mjs';

const CASES = 'test/catalogue-cases.json';
const CATALOGUE = 'test/CATALOGUE.md';
const ENGINES = { node: ['node'], browser: ['chromium', 'firefox', 'webkit'] };

process.chdir(resolve(import.meta.dirname, '..'));

const { groups, notes, reasons } = JSON.parse(readFileSync(CASES, 'utf8'));
const known = new Set(Object.values(groups).flatMap(({ cases }) => Object.keys(cases)));
const shown = new Map();
const problems = [];

for (const file of testFiles()) {
  for (const { name, at } of namesReached(file)) {
    for (const id of caseIds(name)) {
      if (!known.has(id)) problems.push(`${at}: no case has the id ${id} (“${name}”)`);
      else shown.set(id, (shown.get(id) ?? new Set()).add(file));
    }
  }
}

const isCheck = process.argv.includes('--check');
// A reason that a test has overtaken says something wrong.
const overtaken = Object.keys(reasons).filter((id) => shown.has(id));
for (const id of overtaken) delete reasons[id];
for (const id of known) {
  if (!shown.has(id) && !reasons[id]) problems.push(`${id} has neither a test nor a reason in ${CASES}`);
}
for (const id of [...Object.keys(reasons), ...Object.keys(notes)]) {
  if (!known.has(id)) problems.push(`${CASES}: no case has the id ${id}`);
}

const text = catalogue();
if (!isCheck) {
  writeFileSync(CATALOGUE, text);
  if (overtaken.length > 0) writeFileSync(CASES, `${JSON.stringify({ groups, notes, reasons }, null, 2)}\n`);
} else if (overtaken.length > 0 || !existsSync(CATALOGUE) || readFileSync(CATALOGUE, 'utf8') !== text) {
  problems.push(`${CATALOGUE} does not tell what the tests say: run npm run catalogue and commit it.`);
}
for (const problem of new Set(problems)) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${shown.size} of ${known.size} cases have a test.`);

function testFiles() {
  return readdirSync('test', { recursive: true })
    .map((file) => join('test', file).replaceAll('\\', '/'))
    .filter((file) => /\.(node|browser)\.test\.ts$/.test(file))
    .sort();
}

/** Names of tests in a file and in what it imports from test/ and testing/: some files share their tests. */
function namesReached(file) {
  const names = [];
  const seen = new Set();
  const waiting = [file];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const { names: own, imports } = testNames(next, readFileSync(next, 'utf8'));
    names.push(...own.map((name) => ({ name, at: next })));
    for (const path of imports) {
      const imported = join(dirname(next), path).replaceAll('\\', '/').replace(/\.js$/, '.ts');
      if (/^test(ing)?\//.test(imported) && existsSync(imported)) waiting.push(imported);
    }
  }
  return names;
}

function catalogue() {
  const lines = [
    '# The cases that must be survived, and the tests that show them',
    '',
    '<!-- Written by `npm run catalogue` from the names of the tests and `catalogue-cases.json`: do not edit. -->',
    '',
    `${shown.size} of ${known.size} cases have a test.`,
  ];
  for (const [group, { name, cases }] of Object.entries(groups)) {
    lines.push('', `## ${group}. ${name}`, '', '| case | | test | runs in |', '| --- | --- | --- | --- |');
    for (const [id, what] of Object.entries(cases)) lines.push(row(id, what));
  }
  return `${lines.join('\n')}\n`;
}

function row(id, what) {
  const files = [...(shown.get(id) ?? [])];
  const links = files.map((file) => `[${file.slice('test/'.length)}](${file.slice('test/'.length)})`);
  const tests = [...links, ...(notes[id] ? [notes[id]] : [])].join('<br>');
  const kinds = Object.keys(ENGINES).filter((kind) =>
    files.some((file) => file.endsWith(`.${kind}.test.ts`)),
  );
  const engines = kinds.flatMap((kind) => ENGINES[kind]).join(', ');
  const cells = [id, what, files.length > 0 ? tests : `– ${reasons[id] ?? ''}`, engines];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

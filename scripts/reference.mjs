// Writes docs/reference.md and the tables in the README from custom-elements.json; with --check, fails when they differ, so
// that what people read cannot drift from what the sources say.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import prettier from 'prettier';

process.chdir(resolve(import.meta.dirname, '..'));
const TAG = 'ongoing-conversations-report';

const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
const declarations = modules.flatMap((module) => module.declarations);
const report = declarations.find(({ tagName }) => tagName === TAG);
const classes = new Map(declarations.map((declaration) => [declaration.name, declaration]));

/** In a cell of a table a line ends the row and a stroke the cell, in code, too. */
const cell = (text = '') => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
const code = (text) => (text ? `\`${cell(text)}\`` : '–');
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const fieldsOf = ({ type }) => (classes.get(type.text)?.members ?? []).filter(({ kind }) => kind === 'field');

const isOpen = ({ privacy }) => privacy === undefined || privacy === 'public';
const members = report.members.filter(isOpen);
const properties = members.filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
const methods = members.filter(({ kind }) => kind === 'method');
const named = (list) =>
  table(
    ['name', 'what'],
    list.map(({ name, description }) => [code(name), cell(description)]),
  );

const parametersOf = ({ parameters = [] }) =>
  parameters.map(({ name, optional, default: usual }) => `${name}${optional || usual ? '?' : ''}`).join(', ');

function event({ name, type, description }) {
  const { description: about, members: all = [] } = classes.get(type.text);
  const rows = all.map((member) => [
    code(member.kind === 'method' ? `${member.name}()` : member.name),
    member.kind === 'method' ? '–' : code(member.type?.text),
    cell(member.description),
  ]);
  const fields = rows.length > 0 ? table(['field', 'type', 'what'], rows) : 'It has no fields of its own.';
  return { name, description, type: type.text, about, fields };
}

const events = report.events.map(event);
const eventClasses = [...new Map(events.map((each) => [each.type, each])).values()];

const reference = `# Reference

<!-- Written by npm run reference out of custom-elements.json. Do not edit. -->

Everything that a host may rely on in \`<${TAG}>\`. The [guides](README.md) tell how it is used.

## Properties and attributes

A property without an attribute is set by script only. One that is marked as read only cannot be set.

${table(
  ['property', 'attribute', 'type', 'default', 'what'],
  properties.map(({ name, attribute, type, default: usual, description, readonly }) => [
    code(name),
    code(attribute),
    code(type?.text),
    code(usual),
    `${readonly ? 'Read only. ' : ''}${cell(description)}`,
  ]),
)}

## Methods

${table(
  ['method', 'gives', 'what'],
  methods.map((method) => [
    code(`${method.static ? 'static ' : ''}${method.name}(${parametersOf(method)})`),
    code(method.return?.type?.text),
    cell(
      [
        method.description,
        ...(method.parameters ?? [])
          .filter(({ description }) => description)
          .map(({ name, description }) => `\`${name}\`: ${description}.`),
      ].join(' '),
    ),
  ]),
)}

## Events

${table(
  ['event', 'class', 'when'],
  events.map(({ name, type, description }) => [
    code(name),
    `[\`${type}\`](#${type.toLowerCase()})`,
    cell(description),
  ]),
)}

${eventClasses.map(({ type, about, fields }) => `### ${type}\n\n${about}\n\n${fields}`).join('\n\n')}

## Slots

${named(report.slots)}

## Parts

For \`::part(…)\`.

${named(report.cssParts)}

## States

For \`:state(…)\`.

${named(report.cssStates)}

## Tokens

${table(
  ['token', 'default', 'what'],
  report.cssProperties.map(({ name, default: usual, description }) => [
    code(name),
    code(usual),
    cell(description),
  ]),
)}
`;

/** What stands in the README between two markers, by the markers' name. */
const README_TABLES = {
  events: table(
    ['event', 'when', 'fields'],
    report.events.map((each) => [
      code(each.name),
      cell(each.description),
      fieldsOf(each)
        .map(({ name }) => code(name))
        .join(', ') || '–',
    ]),
  ),
};

function withTables(readme) {
  return Object.entries(README_TABLES).reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- reference: ${name} -->`, `<!-- /reference: ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md lacks ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, readme);
}

const style = await prettier.resolveConfig('README.md');
const format = (text) => prettier.format(text, { ...style, parser: 'markdown' });
const files = {
  'docs/reference.md': await format(reference),
  'README.md': await format(withTables(readFileSync('README.md', 'utf8'))),
};
for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (text !== read(file)) {
    console.error(
      `${file} does not tell what custom-elements.json says: run npm run reference and commit it.`,
    );
    process.exitCode = 1;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

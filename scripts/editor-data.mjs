// dist/editor: what editors and type checkers know of the element, out of custom-elements.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

const FOLDER = 'dist/editor';
const TAG = 'ongoing-conversations-report';
const CLASS = 'OngoingConversationsReport';

export function writeEditorData() {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
  mkdirSync(FOLDER, { recursive: true });
  const options = { outdir: FOLDER, hideLogs: true };
  // Both say on the console that they have written something, whatever they are told.
  const { log } = console;
  console.log = () => undefined;
  try {
    generateVsCodeCustomElementData(manifest, options);
    generateJetBrainsWebTypes(manifest, { ...options, packageJson: false });
  } finally {
    console.log = log;
  }
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === TAG);
  writeTypes('jsx', jsxTypes(element));
  writeTypes('react', reactTypes());
}

/** Types alone; importing them does nothing. */
function writeTypes(name, types) {
  writeFileSync(`${FOLDER}/${name}.d.ts`, types);
  writeFileSync(`${FOLDER}/${name}.js`, 'export {};\n');
}

function jsxTypes({ members, events }) {
  const properties = members
    .filter(({ kind, readonly, static: isStatic }) => kind === 'field' && !readonly && !isStatic)
    .map(({ name }) => `  | '${name}'`);
  const listeners = events.map(
    ({ name, description }) =>
      `  /** ${description} */\n  on${name}?: ((event: ReportEventMap['${name}']) => void) | undefined;`,
  );
  return `import type { ReportEventMap } from '../src/events.js';
import type { ${CLASS} } from '../src/${TAG}.js';

/** What can be written on \`<${TAG}>\` in JSX that sets properties (React 19, Preact): properties and listeners. */
export type ${CLASS}Properties = { [Name in Writable]?: ${CLASS}[Name] | undefined } & Listeners;

type Writable =
${properties.join('\n')};

interface Listeners {
${listeners.join('\n')}
}
`;
}

function reactTypes() {
  return `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ${CLASS} } from '../src/${TAG}.js';
import type { ${CLASS}Properties } from './jsx.js';

type Html = DetailedHTMLProps<HTMLAttributes<${CLASS}>, ${CLASS}>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${TAG}': ${CLASS}Properties & Omit<Html, keyof ${CLASS}Properties>;
    }
  }
}
`;
}

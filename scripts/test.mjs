// npm test                       every test, those for browsers in Chromium
// npm test -- FILE…              only these files or folders; the name tells which runner a file needs
// npm test -- --engine firefox   in this engine: chromium, firefox, webkit or all; may stand several times
// npm run test:engines           what is for browsers, in the engines that npm test leaves out; without the story gallery, which
//                                developers open in the browser they have, and no host gets
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const NODE_TEST = '.node.test.ts';
const BROWSER_TEST = '.browser.test.ts';

let files;
let engines;
let withNode;
try {
  const { values, positionals } = parseArgs({
    options: {
      engine: { type: 'string', multiple: true, default: ['chromium'] },
      'browsers-only': { type: 'boolean', default: false },
      without: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  files = testFiles(positionals).filter(
    (file) => !values.without.some((folder) => file.startsWith(`${folder}/`)),
  );
  engines = await enginesNamed(values.engine);
  withNode = !values['browsers-only'];
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const totals = { passed: 0, failed: 0 };
const ofKind = (suffix) => files.filter((file) => file.endsWith(suffix));
if (withNode) await run(runInNode, ofKind(NODE_TEST));
for (const engine of engines) {
  await run(
    async (own) => (await import('./browser-tests.mjs')).runInBrowser(own, engine),
    ofKind(BROWSER_TEST),
  );
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
// A run without any test proves nothing. The explicit exit ends whatever a runner left open.
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function run(runner, own) {
  if (own.length === 0) return;
  try {
    const { passed, failed } = await runner(own);
    totals.passed += passed;
    totals.failed += failed;
  } catch (error) {
    console.error(error.message);
    totals.failed += 1;
  }
}

async function enginesNamed(names) {
  const { ENGINES } = await import('./engines.mjs');
  const unknown = names.find((name) => name !== 'all' && !ENGINES.includes(name));
  if (unknown) throw new Error(`No engine ${unknown}: there are ${ENGINES.join(', ')} and all.`);
  return ENGINES.filter((engine) => names.includes(engine) || names.includes('all'));
}

function testFiles(names) {
  const isTest = (file) => file.endsWith(NODE_TEST) || file.endsWith(BROWSER_TEST);
  return (names.length > 0 ? names : ['test']).flatMap((name) => {
    // Names count from where npm was called; npm itself runs scripts in the package's folder.
    const path = relative(root, resolve(process.env.INIT_CWD ?? root, name));
    const stats = statSync(path, { throwIfNoEntry: false });
    const found = stats?.isDirectory()
      ? readdirSync(path, { recursive: true }).map((file) => join(path, file))
      : stats
        ? [path]
        : [];
    const tests = found.filter(isTest).sort();
    if (tests.length === 0 && names.length > 0) {
      throw new Error(`No test in ${name}: name a *.node.test.ts or *.browser.test.ts file, or a folder.`);
    }
    return tests.map((file) => file.split(sep).join('/'));
  });
}

function runInNode(own) {
  const options = ['--import', 'tsx', '--test', '--test-reporter=spec', '--test-timeout=120000'];
  return new Promise((done) => {
    const child = spawn(process.execPath, [...options, ...own], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('close', (code) => {
      // The spec reporter closes with "ℹ pass 3", "ℹ fail 0", "ℹ cancelled 0".
      const count = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
      // A file that holds no test is itself reported as one that passed.
      const empty = output.match(/^✔ \S+\.node\.test\.ts \(/gm)?.length ?? 0;
      const failed = count('fail') + count('cancelled');
      done({ passed: count('pass') - empty, failed: code !== 0 && failed === 0 ? 1 : failed });
    });
  });
}

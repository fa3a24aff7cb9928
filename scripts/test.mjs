// npm test              every test
// npm test -- FILE…     only these files or folders; the name tells which runner a file needs
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const runners = [
  { suffix: '.node.test.ts', load: () => runInNode },
  { suffix: '.browser.test.ts', load: async () => (await import('./browser-tests.mjs')).runInBrowser },
];

let files;
try {
  files = testFiles(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const totals = { passed: 0, failed: 0 };
for (const { suffix, load } of runners) {
  const own = files.filter((file) => file.endsWith(suffix));
  if (own.length === 0) continue;
  const { passed, failed } = await run(await load(), own);
  totals.passed += passed;
  totals.failed += failed;
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
// A run without any test proves nothing. The explicit exit ends whatever a runner left open.
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

async function run(runner, own) {
  try {
    return await runner(own);
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}

function testFiles(names) {
  const isTest = (file) => runners.some(({ suffix }) => file.endsWith(suffix));
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

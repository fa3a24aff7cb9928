// npm run test:soak                              the soak in full, some minutes; npm test has a short form of it
// npm run test:soak -- --minutes 30 [--seed 7]   random faults for so long; the first failure ends it
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

process.chdir(resolve(import.meta.dirname, '..'));

const FOLDER = 'test/soak';
const RANDOM = 'random.node.test.ts';
const { minutes, seed } = readOptions();

const files = readdirSync(FOLDER)
  .filter((file) =>
    minutes === undefined ? file.endsWith('.node.test.ts') && file !== RANDOM : file === RANDOM,
  )
  .map((file) => join(FOLDER, file));
const child = spawn(
  process.execPath,
  ['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SOAK: 'whole',
      ...(minutes !== undefined && { SOAK_MINUTES: minutes }),
      ...(seed !== undefined && { SOAK_SEED: seed }),
    },
  },
);
let output = '';
child.stdout.setEncoding('utf8').on('data', (text) => {
  output += text;
  process.stdout.write(text);
});
child.on('close', (code) => {
  const count = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled') || (code === 0 && passed > 0 ? 0 : 1);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});

function readOptions() {
  const options = { minutes: { type: 'string' }, seed: { type: 'string' } };
  try {
    const { values } = parseArgs({ options });
    const wrong = Object.keys(values).find((name) => !(Number(values[name]) >= 0));
    if (wrong) throw new Error(`--${wrong} ${values[wrong]}: not a number`);
    return values;
  } catch (error) {
    console.error(`${error.message}\n\nUsage: npm run test:soak [-- --minutes 30 [--seed 7]]`);
    process.exit(1);
  }
}

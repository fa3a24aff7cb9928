// Everything CI runs. Each step runs even after one failed, so that one run shows all that is wrong.
import { spawn } from 'node:child_process';

const STEPS = [
  'lint',
  'typecheck',
  'test',
  'test:engines',
  'test:visual',
  'build',
  'test:hosts',
  'build:demo',
  'manifest:check',
  'reference:check',
  'catalogue:check',
  'package:check',
  'cdn:check',
  'size',
  'unused',
];
const TOTAL = /^(\d+) passed, (\d+) failed$/;

const total = { passed: 0, failed: 0 };
const results = [];
for (const name of STEPS) {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const code = await run(name);
  results.push({ name, ok: code === 0, seconds: ((performance.now() - start) / 1000).toFixed(1) });
}

console.log('');
for (const { name, ok, seconds } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${seconds} s`);
}
// Without a single test run, something that failed before them must not look like nothing.
const failed = total.passed + total.failed === 0 ? 1 : total.failed;
console.log(`\n${total.passed} passed, ${failed} failed`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function run(name) {
  const args = name === 'test' ? ['test', '--silent'] : ['run', '--silent', name];
  return new Promise((done) => {
    const shell = process.platform === 'win32';
    const child = spawn('npm', args, { stdio: ['ignore', 'pipe', 'inherit'], shell });
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.forEach(print);
    });
    child.on('close', (code) => {
      if (rest) print(rest);
      done(code);
    });
  });
}

// The totals of all runners are summed up for the end, where the sum must stand once.
function print(line) {
  const found = TOTAL.exec(line);
  if (!found) return void console.log(line);
  total.passed += Number(found[1]);
  total.failed += Number(found[2]);
}

// The samples of demo/hosts in Chromium: each shows rows, hands an action to its host and leaves nothing behind.
//   npm run test:hosts                all of them
//   npm run test:hosts -- vue pcf     only these
//   npm run test:hosts -- --serve     builds and serves them, to look at, until Ctrl-C
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HOSTS } from './hosts/catalogue.mjs';
import { fileChecks } from './hosts/file-checks.mjs';
import { frameChecks } from './hosts/frame-checks.mjs';
import { hostChecks } from './hosts/host-checks.mjs';
import { openHostStage } from './hosts/stage.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const folder = resolve('demo/hosts');
const npm = (...args) => run('npm', args, { shell: process.platform === 'win32' });

const { values, positionals } = parseArgs({
  options: { serve: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.find((wanted) => !HOSTS.some(({ name }) => name === wanted));
if (unknown) {
  console.error(`No sample ${unknown}: there are ${HOSTS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
const chosen = HOSTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

let passed = 0;
let failed = 0;

let stage;
await check('the samples are installed and built', async () => {
  // npm writes this file last: without it an installation was broken off.
  if (!existsSync(resolve(folder, 'node_modules/.package-lock.json'))) {
    npm('ci', '--prefix', folder, '--no-audit', '--no-fund');
  }
  if (!existsSync('dist/cdn/ongoing-conversations-report.js')) npm('run', '--silent', 'build');
  stage = await openHostStage((env) => run(process.execPath, [resolve(folder, 'build.mjs')], { env }));
});
if (stage && values.serve) for (const { path } of chosen) console.log(`${stage.origin}${path}`);
else {
  if (stage) await checkAll();
  console.log(`\n${passed} passed, ${failed} failed`);
  // The explicit exit ends whatever a server left open.
  process.exit(failed > 0 ? 1 : 0);
}

async function checkAll() {
  if (positionals.length === 0) {
    await check('types', () => run(process.execPath, [resolve(folder, 'typecheck.mjs')]));
    for (const [name, body] of fileChecks(folder)) await check(name, body);
  }
  for (const host of chosen) {
    for (const [name, body] of hostChecks(host, stage)) await check(`${host.name}: ${name}`, body);
  }
  if (chosen.some(({ name }) => name === 'iframe')) {
    for (const [name, body] of frameChecks(stage)) await check(`iframe: ${name}`, body);
  }
  await stage.close();
}

async function check(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n        ${error.message.replaceAll('\n', '\n        ')}`);
  }
}

function run(command, args, options = {}) {
  const env = { ...process.env, ...options.env };
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options, env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

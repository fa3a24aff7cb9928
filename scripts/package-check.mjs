// Looks at the package as npm would publish it: its exports, its types, what it must not contain, and whether it serves an
// empty project that installs it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkConsumer } from './consumer-check.mjs';

process.chdir(resolve(import.meta.dirname, '..'));
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const shell = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'package-'));
try {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    encoding: 'utf8',
    shell,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // npm 12 gives an object by package name, npm 11 an array.
  const [{ filename, files }] = Object.values(JSON.parse(packed));
  const tarball = join(folder, filename);

  const strays = files
    .map(({ path }) => path)
    .filter((path) => !/^(dist\/|[^/]+\.(json|md)$|LICENSE$)/.test(path));
  if (strays.length > 0) fail(`Does not belong into the package: ${strays.join(', ')}`);

  check('publint', ['--strict', tarball]);
  // A bundler or Node finds every entry; the manifest and package.json have no types.
  check('attw', [
    tarball,
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    ...Object.keys(exports).filter((entry) => entry.endsWith('.json')),
  ]);
  for (const fault of checkConsumer(tarball, join(folder, 'consumer'))) fail(fault);
} finally {
  rmSync(folder, { recursive: true });
}

function check(tool, args) {
  const { status } = spawnSync('npx', ['--no-install', tool, ...args], { stdio: 'inherit', shell });
  if (status !== 0) fail(`${tool} found faults.`);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

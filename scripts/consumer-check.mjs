// Installs the packed package in an empty project and uses it there as others do: imported in Node, compiled by the strictest
// TypeScript under both ways of resolving modules, with the optional peers missing.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FIXTURES = 'test/consumer';
const TSC = resolve('node_modules/typescript/bin/tsc');
const PEERS_WITH_TYPES = '@microsoft/signalr@10';
const WAYS = { nodenext: 'nodenext', bundler: 'esnext' };

const OPTIONS = {
  target: 'es2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  jsx: 'react-jsx',
  types: [],
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedSideEffectImports: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
};

/** Gives what went wrong, in words. */
export function checkConsumer(tarball, folder) {
  mkdirSync(folder);
  cpSync(FIXTURES, folder, { recursive: true });
  write('package.json', { private: true, type: 'module' });
  const faults = [];
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  if (!run('npm', [...install, tarball, '@types/react@19']))
    return ['The package could not be installed in an empty project.'];
  if (!run(process.execPath, ['imports.mjs'])) faults.push('An entry cannot be imported in plain Node.');
  // Whoever imports that source has the library, whose types its options name.
  run('npm', [...install, PEERS_WITH_TYPES]);
  for (const [moduleResolution, module] of Object.entries(WAYS)) {
    write('tsconfig.json', { compilerOptions: { ...OPTIONS, module, moduleResolution } });
    if (run(process.execPath, [TSC, '-p', '.'])) console.log(`Strict types hold (${moduleResolution}).`);
    else faults.push(`The types do not hold for a strict consumer (${moduleResolution}).`);
  }
  return faults;

  function write(file, content) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }

  function run(command, args) {
    const shell = process.platform === 'win32';
    return spawnSync(command, args, { cwd: folder, stdio: 'inherit', shell }).status === 0;
  }
}

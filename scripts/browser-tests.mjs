// Runs test files in one browser engine and counts their results.
import { relative } from 'node:path';
import { startTestRunner } from '@web/test-runner';
import { launcherOf } from './engines.mjs';

/** More than so many files do not fail by chance. */
const MOST_SECOND_TRIES = 4;

export async function runInBrowser(files, engine) {
  const results = await runFiles(files, engine);
  const failed = [...results].filter(([, { failed: count }]) => count > 0).map(([file]) => file);
  // A machine that builds and tests for many can be too slow for once. Here whoever works on a test wants to see that; there
  // it is told, so that its cause is looked for, and must not happen twice.
  if (process.env.CI && failed.length > 0 && failed.length <= MOST_SECOND_TRIES) {
    console.log(`Second try, one by one, of ${failed.join(', ')}`);
    for (const [file, result] of await runFiles(failed, engine, 1)) results.set(file, result);
  }
  const sum = (name) => [...results.values()].reduce((total, result) => total + result[name], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

async function runFiles(files, engine, concurrency) {
  const browser = await launcherOf(engine);
  const { ENGINE_LIMITS, withoutIds } = await import('../test/support/engine-limits.ts');
  const limits = ENGINE_LIMITS.filter((limit) => limit.engine === engine && files.includes(limit.file));
  console.log(`\n── ${browser.name} ──`);
  const runner = await startTestRunner({
    config: { files, browsers: [browser], concurrency: concurrency ?? browser.concurrency },
    readCliArgs: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('The browser test runner did not start.');
  const stop = () => runner.stop();
  process.once('SIGINT', stop);
  await new Promise((done) => runner.on('stopped', done));
  process.off('SIGINT', stop);
  return count([...runner.sessions.all()], browser.name, limits, withoutIds);
}

/** Passed and failed tests by file. */
function count(sessions, browser, limits, withoutIds) {
  const results = new Map();
  const skipped = [];
  const add = (result, suite, names) => {
    for (const test of suite.tests) {
      if (test.skipped) skipped.push([...names, test.name].join(' ').trim());
      else result[test.passed ? 'passed' : 'failed'] += 1;
    }
    suite.suites.forEach((inner) => add(result, inner, [...names, inner.name]));
  };
  for (const session of sessions) {
    const result = { passed: 0, failed: 0 };
    results.set(relative(process.cwd(), session.testFile).replaceAll('\\', '/'), result);
    if (session.testResults) add(result, session.testResults, []);
    // A file that did not load has no tests, but has failed all the same.
    if (!session.passed && result.failed === 0) result.failed += 1;
  }
  for (const { file, test, reason, before } of limits) {
    const names = skipped.filter((name) => withoutIds(name) === test);
    for (const name of names) console.log(`Not tested in ${browser}: ${name}: ${reason}`);
    if (names.length > 0 || before !== undefined) continue;
    console.log(`test/support/engine-limits.ts names a test that ${browser} did not leave out: ${test}`);
    const result = results.get(file);
    if (result) result.failed += 1;
  }
  return results;
}

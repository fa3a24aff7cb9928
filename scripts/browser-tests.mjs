// Runs test files in one browser engine and counts their results.
import { startTestRunner } from '@web/test-runner';
import { launcherOf } from './engines.mjs';

export async function runInBrowser(files, engine) {
  const browser = await launcherOf(engine);
  const { ENGINE_LIMITS, withoutIds } = await import('../test/support/engine-limits.ts');
  const limits = ENGINE_LIMITS.filter((limit) => limit.engine === engine && files.includes(limit.file));
  console.log(`\n── ${browser.name} ──`);
  const runner = await startTestRunner({
    config: { files, browsers: [browser], concurrency: browser.concurrency },
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

function count(sessions, browser, limits, withoutIds) {
  const totals = { passed: 0, failed: 0 };
  const skipped = [];
  const add = (suite, names) => {
    for (const test of suite.tests) {
      if (test.skipped) skipped.push([...names, test.name].join(' ').trim());
      else totals[test.passed ? 'passed' : 'failed'] += 1;
    }
    suite.suites.forEach((inner) => add(inner, [...names, inner.name]));
  };
  for (const session of sessions) {
    const before = totals.failed;
    if (session.testResults) add(session.testResults, []);
    // A file that did not load has no tests, but has failed all the same.
    if (!session.passed && totals.failed === before) totals.failed += 1;
  }
  for (const { test, reason, before } of limits) {
    const names = skipped.filter((name) => withoutIds(name) === test);
    for (const name of names) console.log(`Not tested in ${browser}: ${name}: ${reason}`);
    if (names.length > 0 || before !== undefined) continue;
    console.log(`test/support/engine-limits.ts names a test that ${browser} did not leave out: ${test}`);
    totals.failed += 1;
  }
  return totals;
}

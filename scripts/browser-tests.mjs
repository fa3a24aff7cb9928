// Runs test files in Chromium and counts their results.
import { startTestRunner } from '@web/test-runner';
import { register } from 'tsx/esm/api';
import { ensureChromium } from './chromium.mjs';

export async function runInBrowser(files) {
  ensureChromium();
  // The configuration imports TypeScript: the reference server.
  register();
  const runner = await startTestRunner({
    config: { files },
    readCliArgs: false,
    autoExitProcess: false,
  });
  if (!runner) throw new Error('The browser test runner did not start.');
  process.once('SIGINT', () => runner.stop());
  await new Promise((done) => runner.on('stopped', done));
  return count([...runner.sessions.all()]);
}

function count(sessions) {
  const totals = { passed: 0, failed: 0 };
  const add = (suite) => {
    for (const test of suite.tests) {
      if (!test.skipped) totals[test.passed ? 'passed' : 'failed'] += 1;
    }
    suite.suites.forEach(add);
  };
  for (const session of sessions) {
    const before = totals.failed;
    if (session.testResults) add(session.testResults);
    // A file that did not load has no tests, but has failed all the same.
    if (!session.passed && totals.failed === before) totals.failed += 1;
  }
  return totals;
}

/** What a host may write into its log: one line, nothing that a terminal obeys. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ProblemLog } from '../../src/engine/problem-log.js';
import type { Diagnostic } from '../../src/engine/view-types.js';

it('L20 a problem is told in one line, without control characters and without direction controls', () => {
  const log = new ProblemLog();
  const told: Diagnostic[] = [];
  log.problem$.subscribe((problem) => told.push(problem));
  log.guard('source', () => {
    throw new Error('gone\r\n2026-01-01 \u001B[2J\u0000admin\u202E logged in\u2028\u0085ok');
  });
  assert.deepEqual(told, [{ code: 'source', detail: 'gone 2026-01-01 [2J admin logged in ok', count: 1 }]);
  assert.deepEqual(log.diagnostics$.value, told);
});

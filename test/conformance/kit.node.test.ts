/** The kit itself: it passes what is right, and each of its cases can fail. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dataSourceCases } from '../../testing/index.js';
import { commandFaults } from './faulty/command-faults.js';
import { rowFaults } from './faulty/row-faults.js';
import { streamFaults } from './faulty/stream-faults.js';
import { caseOf, check } from './finding.js';
import { MemoryDataSource } from './memory-data-source.js';

/** Without a stream nearly nothing works; this is the case that says why. */
const NO_STREAM = 'Q10 gives something';

describe('the conformance kit', () => {
  it('passes a source that is right, and skips nothing', async () => {
    const { failed, skipped } = await check((centre) => new MemoryDataSource(centre));
    assert.deepEqual(failed, []);
    assert.deepEqual(skipped, []);
  });

  it('finds a source whose connect() gives nothing', async () => {
    const { failed } = await check((centre) =>
      Object.assign(new MemoryDataSource(centre), { connect: () => undefined as never }),
    );
    assert.ok(failed.includes(caseOf(NO_STREAM)));
  });

  it('has a faulty source for each case: none is there for show', () => {
    const faults = [...streamFaults, ...rowFaults, ...commandFaults];
    const failing = new Set([...faults.flatMap(({ foundBy }) => foundBy), NO_STREAM].map(caseOf));
    const forShow = dataSourceCases.map(({ name }) => name).filter((name) => !failing.has(name));
    assert.deepEqual(forShow, []);
  });

  it('has a name for each case that no other has', () => {
    const names = dataSourceCases.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});

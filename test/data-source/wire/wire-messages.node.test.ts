import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readFrame } from '../../../src/data-source/wire/wire-messages.js';

const delta = { type: 'delta', epoch: 'e-1', from: 1, seq: 2 };
const fault = (data: unknown, limit?: number): unknown => {
  const frame = readFrame(data, limit);
  return frame.type === 'malformed' ? frame.fault : frame.type;
};

describe('readFrame', () => {
  it('gives the known fields of a message and nothing else', () => {
    const frame = readFrame(JSON.stringify({ ...delta, up: [1], rm: null, more: 'x' }));
    assert.deepEqual({ ...frame }, { ...delta, at: undefined, up: [1], patch: undefined, rm: undefined });
    assert.equal(Object.getPrototypeOf(frame), null);
  });

  it('D01–D05 D11 D14 tells what is wrong with a frame', () => {
    assert.equal(fault(new Uint8Array(2)), 'binary');
    assert.equal(fault('{}'.padEnd(101), 100), 'too-large');
    assert.equal(fault('{'), 'not-json');
    for (const text of ['7', '[]', 'null', '{}', '{"type":7}']) assert.equal(fault(text), 'no-type');
    for (const seq of ['"2"', '-1', '1.5', '1e400', '9007199254740993', 'null']) {
      assert.equal(fault(`{"type":"delta","epoch":"e-1","from":1,"seq":${seq}}`), 'bad-field');
    }
    assert.equal(fault(JSON.stringify({ ...delta, epoch: 'x'.repeat(129) })), 'bad-field');
    assert.equal(fault(JSON.stringify({ ...delta, up: {} })), 'bad-field');
  });

  it('D15 takes 16 levels and no more, however deep', () => {
    const nested = (depth: number): string => `{"type":"party","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    assert.equal(fault(nested(15)), 'unknown');
    assert.equal(fault(nested(16)), 'too-deep');
    assert.equal(fault(nested(200_000)), 'too-deep');
  });

  it('D07 D08 ignores types of the future unless they must be understood', () => {
    assert.deepEqual(readFrame('{"type":"party"}'), { type: 'unknown', must: false });
    assert.deepEqual(readFrame('{"type":"party","must":true}'), { type: 'unknown', must: true });
    for (const type of ['__proto__', 'constructor', 'toString', 'malformed'])
      assert.equal(fault(JSON.stringify({ type })), 'unknown');
  });

  it('M14 reads own fields only', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype['seq'] = 5;
    prototype['cycle'] = prototype;
    try {
      assert.equal(fault('{"type":"delta","epoch":"e-1","from":1}'), 'bad-field');
      assert.equal(fault(JSON.stringify(delta)), 'delta');
    } finally {
      delete prototype['seq'];
      delete prototype['cycle'];
    }
  });

  it('keeps null apart where it means that the row is gone', () => {
    const result = { type: 'cmd.result', id: 'k1', status: 'rejected', code: null };
    assert.deepEqual(
      { ...readFrame(JSON.stringify({ ...result, current: null })) }['current' as never],
      null,
    );
    assert.deepEqual({ ...readFrame(JSON.stringify(result)) }['current' as never], undefined);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => void readFrame(text)));
    fc.assert(fc.property(fc.string(), (text) => void readFrame(text)));
  });
});

/** The exported file: what a spreadsheet would compute is text, a field stays a field, and nothing else is in it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tsvOf } from '../../../src/elements/shared/copy.js';
import { columnLabel, csvOf } from '../../../src/elements/shared/csv.js';
import { Localization } from '../../../src/localization/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import type { ColumnId } from '../../../src/model/view-state.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';

const words = new Localization('en', undefined, {}, 'Europe/Paris');

/** A reader of RFC 4180 that takes nothing else: fields in quotation marks, doubled ones inside, CRLF after each line. */
function read(csv: string): string[][] {
  const lines: string[][] = [[]];
  let rest = csv;
  while (rest !== '') {
    const [all = '', field = '', end] = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest) ?? [];
    assert.notEqual(all, '', `no field begins at ${JSON.stringify(rest.slice(0, 40))}`);
    lines.at(-1)?.push(field.replaceAll('""', '"'));
    rest = rest.slice(all.length);
    if (end === '\r\n' && rest !== '') lines.push([]);
  }
  return lines;
}

function exported(rows: readonly Conversation[], columns: readonly ColumnId[]): string[][] {
  const extra = [{ id: 'x', label: 'Extra', value: ({ ext }: Conversation) => ext['x'] as string | number }];
  return read(csvOf({ rows, columns, extra, words, asOf: START })).slice(2);
}

const subjectOf = (subject: string): string | undefined =>
  exported([conversation('c', { subject })], ['subject'])[0]?.[1];

describe('the exported file', () => {
  const beginnings = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

  for (const beginning of beginnings) {
    it(`N04 begins no field with ${JSON.stringify(beginning)}, not even behind spaces or a byte order mark`, () => {
      for (const before of ['', ' ', '   ', '\uFEFF', ' \uFEFF ', '\u00A0', '\u3000']) {
        const subject = `${before}${beginning}HYPERLINK("http://evil.example")`;
        assert.equal(subjectOf(subject), `'${subject}`, JSON.stringify(before));
      }
    });
  }

  it('N07 begins no copied cell with any of them either, and keeps a cell one cell', () => {
    for (const beginning of beginnings) {
      const subject = `${beginning}A1\tB1\r\nC1`;
      const rows = [conversation('c', { subject })];
      const [, line = '', ...more] = tsvOf({
        rows,
        columns: ['subject'],
        extra: [],
        words,
        asOf: START,
      }).split('\r\n');
      assert.deepEqual(more, [], JSON.stringify(beginning));
      assert.match(line, /^'[^\t]*A1 B1 C1$/, JSON.stringify(beginning));
    }
  });

  it('N04 guards every column that other people write into', () => {
    const evil = '=1+1';
    const row = conversation(evil, {
      subject: evil,
      status: evil,
      channel: evil,
      direction: evil,
      sentiment: evil,
      agent: { id: 'a', name: evil },
      queue: { id: 'q', name: evil },
      customer: { id: 'p', name: evil },
      workstream: { id: 'w', name: evil },
      skills: [{ id: 's', name: evil, level: 1 }],
      monitoredBy: [evil],
      ext: { x: evil },
    });
    const columns: ColumnId[] = [
      'subject',
      'status',
      'channel',
      'direction',
      'sentiment',
      'agent',
      'queue',
      'customer',
      'workstream',
      'skills',
      'monitored-by',
      'x',
    ];
    assert.deepEqual(exported([row], columns), [
      [evil, ...columns.map(() => evil)].map((field) => `'${field}`),
    ]);
  });

  it('N04 leaves our numbers numbers, below zero too', () => {
    const row = conversation('c', { priority: -5, ext: { x: -1.5 }, wait: { ms: 61_000, since: null } });
    assert.deepEqual(exported([row], ['priority', 'x', 'wait', 'transfers']), [
      ['c', '-5', '-1.5', '61', '0'],
    ]);
    assert.equal(subjectOf('-5+cmd|x'), "'-5+cmd|x");
  });

  it('N05 keeps a field one field, whatever quotation marks, commas and lines are in it', () => {
    for (const text of ['x","=cmd', '"', '""', ',,', 'a\r\n"=b', '"\r\n"', '";"=1']) {
      assert.equal(subjectOf(text), text, text);
    }
  });

  it('L01–L06 L19 L21 L23 keeps what was written, letter by letter', () => {
    for (const { text } of HOSTILE_TEXTS) {
      const written = conversation('c', { subject: text }).subject;
      assert.equal(subjectOf(text), /^[@=+-]/.test(text) ? `'${written}` : written);
    }
  });

  it('N06 has the rows and columns that it is given, as of one moment, with the time zone', () => {
    const rows = [conversation('a'), conversation('b')];
    const lines = read(csvOf({ rows, columns: ['queue'], extra: [], words, asOf: START }));
    assert.deepEqual(lines, [
      ['Ongoing conversations · 2026-01-01T00:00:00.000Z · Europe/Paris'],
      ['Id', columnLabel('queue', [], words)],
      ['a', 'Billing'],
      ['b', 'Billing'],
    ]);
  });
});

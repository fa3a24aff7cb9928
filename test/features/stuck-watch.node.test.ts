/** Rows that look stuck: found a part at a time, dismissed, and back for another reason. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StuckWatch } from '../../src/features/stuck/stuck-watch.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

const MINUTE = 60_000;
const wrapUp = (id: string, minutes: number, fields = {}): Conversation =>
  conversation(id, { status: 'wrap-up', statusSince: START - minutes * MINUTE, ...fields });

class Rows {
  readonly flags = new Map<string, string>();
  readonly me = null;
  readonly records = new Map<string, { readonly counted: Conversation }>();
  readonly watch = new StuckWatch({ store: this });

  constructor(...rows: readonly Conversation[]) {
    for (const row of rows) this.put(row);
  }
  put(row: Conversation): void {
    this.records.set(row.id, { counted: row });
  }
  look(now = START): readonly string[] {
    return this.watch.look(now, {}, (id) => this.records.get(id)?.counted);
  }
}

describe('the watch', () => {
  it('finds what looks stuck, and lets go of it when it moves or ends', () => {
    const rows = new Rows(wrapUp('a', 20), wrapUp('b', 20), wrapUp('c', 1));
    assert.deepEqual(rows.look(), ['a', 'b']);
    assert.deepEqual(
      [...rows.flags],
      [
        ['a', 'wrap-up'],
        ['b', 'wrap-up'],
      ],
    );
    assert.deepEqual(rows.look(START + 1000), [], 'once');
    rows.records.delete('a');
    rows.put(wrapUp('b', 0));
    assert.deepEqual(rows.look(START + 2000), ['a', 'b']);
    assert.equal(rows.flags.size, 0);
    assert.equal(rows.watch.stuck.size, 0);
  });

  it('says the same by the same object until a minute has passed', () => {
    const rows = new Rows(wrapUp('a', 20));
    rows.look();
    const said = rows.watch.stuck.get('a');
    rows.look(START + 5_000);
    assert.equal(rows.watch.stuck.get('a'), said);
    rows.look(START + MINUTE);
    assert.notEqual(rows.watch.stuck.get('a'), said);
  });

  it('does not show what was dismissed until its reason changes', () => {
    const rows = new Rows(wrapUp('a', 20));
    rows.look();
    assert.equal(rows.watch.dismiss('a'), true);
    assert.equal(rows.watch.dismiss('a'), false, 'nothing is left to dismiss');
    assert.deepEqual(rows.look(START + 10 * MINUTE), []);
    assert.equal(rows.flags.size, 0);
    rows.put(wrapUp('a', 20, { agent: { id: 'ana', name: 'Ana', presence: 'offline' } }));
    // The agents are known after a round.
    rows.look(START + 11 * MINUTE);
    assert.deepEqual(rows.look(START + 12 * MINUTE), ['a']);
    assert.deepEqual(
      rows.watch.stuck.get('a')?.map(({ code }) => code),
      ['agent-offline', 'wrap-up'],
    );
  });

  it('shows it anew when it moved in between', () => {
    const rows = new Rows(wrapUp('a', 20));
    rows.look();
    rows.watch.dismiss('a');
    rows.put(wrapUp('a', 0));
    rows.look();
    rows.put(wrapUp('a', 30));
    assert.deepEqual(rows.look(), ['a']);
  });

  it('believes the row that shows an agent at work', () => {
    const agent = (presence: string): object => ({ agent: { id: 'ana', name: 'Ana', presence } });
    const active = { status: 'active', phase: 'in-conversation' };
    const rows = new Rows(
      conversation('a', { ...active, ...agent('offline') }),
      conversation('b', { ...active, ...agent('busy') }),
    );
    rows.look();
    assert.deepEqual(rows.look(), []);
    rows.records.delete('b');
    rows.look();
    assert.deepEqual(rows.look(), ['a']);
  });

  it('looks at so many rows a second only, and at all in the end', () => {
    const rows = new Rows(...Array.from({ length: 5_000 }, (_, place) => wrapUp(`c${String(place)}`, 20)));
    assert.equal(rows.look().length, 2_000);
    assert.equal(rows.look().length, 2_000);
    assert.equal(rows.look().length, 1_000);
    assert.equal(rows.flags.size, 5_000);
    assert.equal(rows.watch.look(START, null, () => undefined).length, 5_000, 'switched off');
    assert.equal(rows.flags.size, 0);
  });
});

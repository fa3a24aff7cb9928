/** The source of server-sent events against the reference server, over real streams that can be cut. */
import { EventSource } from 'eventsource';
import { describe, it } from 'node:test';
import type { Command, CommandOutcome } from '../../src/data-source/data-source.js';
import { fromEventSource, type EventSourceLike } from '../../src/data-source/event-source/index.js';
import { ManualClock } from '../../src/data-source/mock/index.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { startReferenceCentre, turns } from './reference-centre.js';

/** Turns of the event loop in which a request goes to the server and its answer comes back, with room to spare. */
const ROUND_TRIP = 6;

async function eventSource(): Promise<DataSourceHarness> {
  const centre = await startReferenceCentre();
  const clock = new ManualClock();
  const streams: EventSourceLike[] = [];
  const commands: string[] = [];
  let contacts = 0;
  let asking = 0;
  const address = `http://127.0.0.1:${String(centre.port)}`;

  /** As a host writes it: the same HTTP interface takes commands. */
  const perform = async (command: Command, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> => {
    const { key, action, conversationId, ifVersion, notAfter, reason, note, target } = command;
    contacts += 1;
    commands.push(key);
    asking += 1;
    const late = new AbortController();
    const stop = clock.after(10_000, () => late.abort());
    try {
      const answer = await fetch(`${address}/conversations/${encodeURIComponent(conversationId)}/commands`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
          'If-Match': `"${String(ifVersion)}"`,
          'X-Requested-With': 'ongoing-conversations-report',
        },
        body: JSON.stringify({ name: action, notAfter, args: { reason, note, ...target } }),
        signal: AbortSignal.any([signal, late.signal]),
      });
      const { status, code = '', message = '' } = (await answer.json()) as Record<string, string>;
      if (answer.ok && status === 'done') return { status: 'done' };
      return { status: answer.status === 412 ? 'conflict' : 'refused', code, message };
    } catch {
      return { status: 'unknown', message: 'No answer came' };
    } finally {
      stop();
      asking -= 1;
    }
  };
  const source = fromEventSource(`${address}/conversations/events`, {
    perform,
    open: (url, init) => {
      contacts += 1;
      const stream = new EventSource(url, init) as unknown as EventSourceLike;
      streams.push(stream);
      return stream;
    },
    after: (ms, callback) => clock.after(ms, callback),
    now: () => clock.now(),
  });
  return {
    source,
    ...centre.hooks,
    journal: () => centre.journalOf(commands),
    contacts: () => contacts,
    held: () => clock.timers + asking + streams.filter(({ readyState }) => readyState !== 2).length,
    async pass(ms) {
      centre.advance(ms);
      // What the server says in that time is heard in that time.
      await turns(ROUND_TRIP);
      clock.advance(ms);
      await turns(ROUND_TRIP);
    },
  };
}

describeDataSource('server-sent events', eventSource, { describe, it });

/** Faults in telling rows. */
import type { Removal, SourceMessage } from '../../../src/data-source/data-source.js';
import { decodeConversation } from '../../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { MemorySession } from '../memory-data-source.js';
import { withMessages, withSession, type Fault } from './fault.js';

type Rows = readonly Conversation[];

/** The kit also serves rows that cannot be read. */
const escape = ({ subject }: Partial<Conversation>): string => (subject ?? '').replaceAll('<', '&lt;');

/** A source that changes the rows on their way. */
const withRows = (change: (rows: Rows) => Rows): Fault['make'] =>
  withSession(
    class extends MemorySession {
      override snapshot(rows: Rows): void {
        super.snapshot(change(rows));
      }

      override change(upserts: Rows, closed: readonly Removal[]): void {
        super.change(change(upserts), closed);
      }
    },
  );

export const rowFaults: readonly Fault[] = [
  {
    name: 'tells a delta before the snapshot',
    make: withSession(
      class extends MemorySession {
        override rows(rows: Rows): void {
          this.tell({ type: 'delta', upserts: rows, removes: [], asOf: this.centre.now });
          super.rows(rows);
        }
      },
    ),
    foundBy: ['tells a snapshot before'],
  },
  {
    name: 'is live as soon as the link is there',
    make: withSession(
      class extends MemorySession {
        override open(): void {
          this.tell({ type: 'connection', state: 'live' });
          super.open();
        }
      },
    ),
    foundBy: ['tells that it is live only', 'A10'],
  },
  {
    name: 'goes back in versions: refresh() gives what was read first',
    make: withSession(
      class extends MemorySession {
        first: Rows | null = null;
        override snapshot(rows: Rows): void {
          this.first ??= rows;
          super.snapshot(this.isRefreshed ? this.first : rows);
        }
        isRefreshed = false;
        override refresh(): void {
          this.isRefreshed = true;
          super.refresh();
        }
      },
    ),
    foundBy: ['B11', 'B12'],
  },
  {
    name: 'brings back what was closed',
    make: withSession(
      class extends MemorySession {
        ghosts = new Map<string, Conversation>();
        override change(upserts: Rows, closed: readonly Removal[]): void {
          for (const { id, version } of closed) {
            const row = decodeConversation({ ...this.known.get(id), id, version, status: 'open' });
            if (typeof row !== 'string') this.ghosts.set(id, row);
          }
          super.change(upserts, closed);
        }
        known = new Map<string, Conversation>();
        override snapshot(rows: Rows): void {
          for (const row of rows) this.known.set(row.id, row);
          super.snapshot([...rows, ...this.ghosts.values()]);
        }
      },
    ),
    foundBy: ['B12'],
  },
  {
    name: 'keeps changing the list that it has told',
    make: withSession(
      class extends MemorySession {
        list: Conversation[] = [];
        override snapshot(rows: Rows): void {
          this.list = rows.filter((row) => this.isInScope(row));
          super.snapshot(rows);
        }
        override tell(message: SourceMessage): void {
          super.tell(message.type === 'snapshot' ? { ...message, conversations: this.list } : message);
        }
        override change(upserts: Rows, closed: readonly Removal[]): void {
          this.list.push(...upserts);
          super.change(upserts, closed);
        }
      },
    ),
    foundBy: ['Q12'],
  },
  {
    name: 'names a conversation twice in a snapshot',
    make: withMessages((message) =>
      message.type === 'snapshot'
        ? { ...message, conversations: [...message.conversations, ...message.conversations.slice(0, 1)] }
        : message,
    ),
    foundBy: ['B19'],
  },
  {
    name: 'drops removals',
    make: withMessages((message) => (message.type === 'delta' ? { ...message, removes: [] } : message)),
    foundBy: ['tells the end', 'B13', 'B14', 'J35'],
  },
  {
    name: 'drops conversations that come in later',
    make: withSession(
      class extends MemorySession {
        override change(upserts: Rows, closed: readonly Removal[]): void {
          super.change(
            upserts.filter(({ id }) => this.shown.has(id)),
            closed,
          );
        }
      },
    ),
    foundBy: ['tells a change', 'B13', 'B14'],
  },
  {
    name: 'tells every removal as a closing',
    make: withMessages((message) =>
      message.type === 'delta'
        ? { ...message, removes: message.removes.map((removal) => ({ ...removal, why: 'closed' })) }
        : message,
    ),
    foundBy: ['B13'],
  },
  {
    name: 'never lets a closed conversation in again',
    make: withSession(
      class extends MemorySession {
        closed = new Set<string>();
        override change(upserts: Rows, closed: readonly Removal[]): void {
          for (const { id } of closed) this.closed.add(id);
          super.change(
            upserts.filter(({ id }) => !this.closed.has(id)),
            closed,
          );
        }
      },
    ),
    foundBy: ['B14'],
  },
  {
    name: 'takes the first page for all',
    make: withRows((rows) => rows.slice(0, 500)),
    foundBy: ['C01'],
  },
  {
    name: 'says nothing when there is nothing',
    make: withMessages((message) =>
      message.type === 'snapshot' && message.conversations.length === 0 ? null : message,
    ),
    foundBy: ['C10'],
  },
  {
    name: 'gives all queues whatever was asked for',
    make: withSession(
      class extends MemorySession {
        override isInScope(): boolean {
          return true;
        }
      },
    ),
    foundBy: ['gives only', 'B13'],
  },
  {
    name: 'forgets fields',
    make: withRows((rows) => rows.map((row) => ({ ...row, skills: [], ext: {} }))),
    foundBy: ['gives each field', 'D13'],
  },
  {
    name: 'leaves out statuses that it does not know',
    make: withRows((rows) => rows.filter(({ status }) => /^(open|active|waiting|wrap-up)$/.test(status))),
    foundBy: ['D09', 'D10'],
  },
  {
    name: 'takes what it does not know for the first it knows',
    make: withRows((rows) =>
      rows.map((row) => ({ ...row, channel: row.channel === 'pigeon' ? 'chat' : row.channel })),
    ),
    foundBy: ['D09'],
  },
  {
    name: 'leaves out what it cannot read, without a word',
    make: withRows((rows) => rows.filter((row) => typeof decodeConversation(row) !== 'string')),
    foundBy: ['D10'],
  },
  {
    name: 'gives up all rows for one that it cannot read',
    make: withSession(
      class extends MemorySession {
        override snapshot(rows: Rows): void {
          const areReadable = rows.every((row) => typeof decodeConversation(row) !== 'string');
          super.snapshot(areReadable ? rows : []);
        }
      },
    ),
    foundBy: ['D10'],
  },
  {
    name: 'keeps rows in a plain object',
    make: withRows((rows) => {
      const byId: Record<string, Conversation> = {};
      for (const row of rows) byId[row.id] = row;
      return Object.values(byId);
    }),
    foundBy: ['D13'],
  },
  {
    name: 'escapes text for a page',
    make: withRows((rows) => rows.map((row) => ({ ...row, subject: escape(row) }))),
    foundBy: ['L01'],
  },
  {
    name: 'stamps rows with the clock of the machine',
    make: withSession(
      class extends MemorySession {
        override tell(message: SourceMessage): void {
          super.tell('asOf' in message ? { ...message, asOf: this.centre.clock.now() } : message);
        }
      },
    ),
    foundBy: ['G08 stamps rows'],
  },
  {
    name: 'keeps what may not be seen any more',
    make: withSession(
      class extends MemorySession {
        isWiped = false;
        override wiped(): void {
          this.isWiped = true;
        }
        override snapshot(rows: Rows): void {
          if (!this.isWiped) super.snapshot(rows);
        }
      },
    ),
    foundBy: ['I08'],
  },
  {
    name: 'tells that it is forbidden and keeps the rows',
    make: withMessages((message) => (message.type === 'wipe' ? null : message)),
    foundBy: ['I06'],
  },
  {
    name: 'keeps to itself what is permitted',
    make: withMessages((message) => (message.type === 'permissions' ? null : message)),
    foundBy: ['I07'],
  },
];

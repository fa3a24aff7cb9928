/** Faults of the stream itself: when it begins, how it ends, what it leaves behind, how it takes a lost link. */
import type { ObservableInput } from 'rxjs';
import type { CommandOutcome, ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import { MemoryDataSource, MemorySession, observable, type Observer } from '../memory-data-source.js';
import { withMessages, withSession, type Fault } from './fault.js';

export const streamFaults: readonly Fault[] = [
  {
    name: 'starts when it is made',
    make: (centre) =>
      new (class extends MemoryDataSource {
        constructor() {
          super(centre);
          centre.contact();
        }
      })(),
    foundBy: ['Q01 cold: asks nothing'],
  },
  {
    name: 'starts with connect() and not with the subscription',
    make: (centre) =>
      new (class extends MemoryDataSource {
        override connect(scope: ReportScope): ObservableInput<SourceMessage> {
          const observers = new Set<Observer<SourceMessage>>();
          const session = this.session(scope, {
            next: (message) => observers.forEach((each) => each.next(message)),
            error: () => undefined,
            complete: () => undefined,
          });
          this.sessions.add(session);
          session.start();
          return observable((observer) => {
            observers.add(observer);
            return () => {
              this.sessions.delete(session);
              session.stop();
            };
          });
        }
      })(centre),
    foundBy: ['Q01 cold: asks nothing', 'Q01 cold: gives all rows'],
  },
  {
    name: 'leaves a timer behind when it is unsubscribed from',
    make: withSession(
      class extends MemorySession {
        override live(): void {
          super.live();
          this.centre.clock.after(60_000, () => undefined);
        }
      },
    ),
    foundBy: ['Q02 releases all', 'Q09', 'Q15'],
  },
  {
    name: 'goes on telling changes after it was unsubscribed from',
    make: withSession(
      class extends MemorySession {
        override stop(): void {
          for (const cancel of this.timers) cancel();
        }
      },
    ),
    foundBy: ['Q02 releases all', 'Q02 says nothing', 'Q09', 'Q15'],
  },
  {
    name: 'asks on after it was unsubscribed from',
    make: withSession(
      class extends MemorySession {
        override live(): void {
          super.live();
          this.poll();
        }

        poll(): void {
          this.centre.contacts += 1;
          this.centre.clock.after(5_000, () => this.poll());
        }
      },
    ),
    foundBy: ['Q02 releases all', 'Q02 asks nothing more', 'Q09', 'Q15'],
  },
  {
    name: 'opens its link although it was left meanwhile',
    make: withSession(
      class extends MemorySession {
        override start(): void {
          this.tell({ type: 'connection', state: 'connecting' });
          this.centre.clock.after(20, () => this.open());
        }
      },
    ),
    foundBy: ['Q09', 'Q13 can be left'],
  },
  {
    name: 'ends all subscriptions with the first that is left',
    make: (centre) =>
      new (class extends MemoryDataSource {
        override connect(scope: ReportScope): ObservableInput<SourceMessage> {
          return observable((observer) => {
            const session = this.session(scope, observer);
            this.sessions.add(session);
            session.start();
            return () => {
              for (const each of this.sessions) each.stop();
              this.sessions.clear();
            };
          });
        }
      })(centre),
    foundBy: ['Q08', 'A26'],
  },
  {
    name: 'passes over a subscriber when the one before leaves within a message',
    make: (centre) => new SharedSource(centre),
    foundBy: ['Q08'],
  },
  {
    name: 'tells a second subscriber only what comes from now on',
    make: (centre) =>
      new (class extends SharedSource {
        override replay(): void {
          // Nothing: that is the fault.
        }
      })(centre),
    foundBy: ['Q03', 'Q08', 'A26'],
  },
  {
    name: 'works once',
    make: (centre) =>
      new (class extends MemoryDataSource {
        isUsed = false;
        override connect(scope: ReportScope): ObservableInput<SourceMessage> {
          const input = super.connect(scope) as unknown as {
            subscribe(observer: Observer<SourceMessage>): () => void;
          };
          return observable((observer) => {
            if (this.isUsed) return () => undefined;
            const leave = input.subscribe(observer);
            return () => {
              this.isUsed = true;
              leave();
            };
          });
        }
      })(centre),
    foundBy: ['Q04', 'Q08', 'Q09'],
  },
  {
    name: 'gives up after the first try that fails',
    make: withSession(
      class extends MemorySession {
        override lost(): void {
          if (this.isLive) super.lost();
          else this.tell({ type: 'connection', state: 'failed', reason: 'No connection' });
        }
      },
    ),
    foundBy: ['A01', 'A07'],
  },
  {
    name: 'throws in connect() when its back end is not there',
    make: (centre) =>
      new (class extends MemoryDataSource {
        override connect(scope: ReportScope): ObservableInput<SourceMessage> {
          const { contacts } = centre;
          centre.contact();
          centre.contacts = contacts;
          return super.connect(scope);
        }
      })(centre),
    foundBy: ['Q11 does not throw when it is connected to', 'A01'],
  },
  {
    name: 'throws in refresh() when it is not connected',
    make: (centre) =>
      new (class extends MemoryDataSource {
        override refresh(): void {
          if (this.sessions.size === 0) throw new Error('not connected');
          super.refresh();
        }
      })(centre),
    foundBy: ['Q11 does not throw in refresh()'],
  },
  {
    name: 'throws in perform() when it is not connected',
    make: (centre) =>
      new (class extends MemoryDataSource {
        override perform(
          ...[command, options]: Parameters<MemoryDataSource['perform']>
        ): Promise<CommandOutcome> {
          if (!this.isLive) throw new Error('not connected');
          return super.perform(command, options);
        }
      })(centre),
    foundBy: ['Q11 answers perform()', 'J12'],
  },
  {
    name: 'completes when the link is lost',
    make: withSession(
      class extends MemorySession {
        override lost(): void {
          this.isLive = false;
          this.observer.complete();
        }
      },
    ),
    foundBy: ['Q06', 'A01', 'A07', 'J12'],
  },
  {
    name: 'errs when the link is lost',
    make: withSession(
      class extends MemorySession {
        override lost(): void {
          this.isLive = false;
          this.observer.error(new Error('connection lost'));
        }
      },
    ),
    foundBy: ['Q05', 'Q11 does not throw when it is connected to', 'A01', 'A07', 'J12'],
  },
  {
    name: 'completes and talks on',
    make: withSession(
      class extends MemorySession {
        override lost(): void {
          this.observer.complete();
          super.lost();
        }
      },
    ),
    foundBy: ['Q06', 'Q07', 'A01', 'A07', 'J12'],
  },
  {
    name: 'claims to be live while its back end is gone',
    make: withSession(
      class extends MemorySession {
        override lost(): void {
          this.later(1_000, () => this.open());
        }
      },
    ),
    foundBy: ['A10', 'A07', 'J12'],
  },
  {
    name: 'forgets to read again when the link is back',
    make: withSession(
      class extends MemorySession {
        hasRows = false;
        override snapshot(rows: Parameters<MemorySession['snapshot']>[0]): void {
          if (!this.hasRows) super.snapshot(rows);
          this.hasRows = true;
        }
      },
    ),
    foundBy: ['A07', 'I08'],
  },
  {
    name: 'reads as often as refresh() is called',
    make: withSession(
      class extends MemorySession {
        override refresh(): void {
          this.isRefreshing = false;
          super.refresh();
        }
      },
    ),
    foundBy: ['Q14'],
  },
  {
    name: 'sends messages of its own invention',
    make: withMessages((message) =>
      message.type === 'clock' ? ({ ...message, type: 'heartbeat' } as unknown as SourceMessage) : message,
    ),
    foundBy: ['Q10 tells only'],
  },
];

/** One session for all subscribers, as a source with one socket has it; right but for one beginner's mistake. */
class SharedSource extends MemoryDataSource {
  readonly observers: Observer<SourceMessage>[] = [];
  readonly told: SourceMessage[] = [];

  override connect(scope: ReportScope): ObservableInput<SourceMessage> {
    if (scope.queues.length > 0) return super.connect(scope);
    return observable((observer) => {
      this.observers.push(observer);
      if (this.observers.length === 1) this.begin(scope);
      else this.replay(observer);
      return () => {
        this.observers.splice(this.observers.indexOf(observer), 1);
        if (this.observers.length > 0) return;
        for (const session of this.sessions) session.stop();
        this.sessions.clear();
        this.told.length = 0;
      };
    });
  }

  begin(scope: ReportScope): void {
    const session = this.session(scope, {
      next: (message) => {
        this.told.push(message);
        // The mistake: who leaves within the message moves the others up.
        for (let index = 0; index < this.observers.length; index += 1) this.observers[index]?.next(message);
      },
      error: () => undefined,
      complete: () => undefined,
    });
    this.sessions.add(session);
    session.start();
  }

  replay(observer: Observer<SourceMessage>): void {
    for (const message of [...this.told]) observer.next(message);
  }
}

/** A source with one named fault, and the cases that have to find it. */
import type { DataSource, ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import type { MemoryCentre } from '../memory-centre.js';
import { MemoryDataSource, MemorySession, type Observer } from '../memory-data-source.js';

export interface Fault {
  /** What it does wrong. */
  readonly name: string;
  readonly make: (centre: MemoryCentre) => DataSource;
  /** Beginnings of the names of the cases that fail; each stands for exactly one. */
  readonly foundBy: readonly string[];
}

type Session = new (
  centre: MemoryCentre,
  scope: ReportScope,
  observer: Observer<SourceMessage>,
) => MemorySession;

/** A source whose subscriptions are of this class, and which is right in all else. */
export function withSession(SessionOfFault: Session): (centre: MemoryCentre) => DataSource {
  class Source extends MemoryDataSource {
    override session(scope: ReportScope, observer: Observer<SourceMessage>): MemorySession {
      return new SessionOfFault(this.centre, scope, observer);
    }
  }
  return (centre) => new Source(centre);
}

/** A source that changes each message on its way, or holds it back (null). */
export function withMessages(change: (message: SourceMessage) => SourceMessage | null): Fault['make'] {
  return withSession(
    class extends MemorySession {
      override tell(message: SourceMessage): void {
        const changed = change(message);
        if (changed !== null) super.tell(changed);
      }
    },
  );
}

import type { SourceConnectionState, SourceMessage } from '../data-source.js';
import type { RowFault } from '../wire/replica.js';

export type Listener = (message: SourceMessage) => void;

/** What a late subscriber is told beside the rows and, after them, the state that calls them live. */
const REMEMBERED = ['clock', 'permissions', 'supervisor'] as const;
type Remembered = (typeof REMEMBERED)[number];
type ConnectionMessage = Extract<SourceMessage, { type: 'connection' }>;

/** The subscribers of one feed. Who comes later is told what the others know. */
export class Audience {
  readonly #listeners = new Set<Listener>();
  readonly #last = new Map<Remembered, SourceMessage>();
  #connection: ConnectionMessage = { type: 'connection', state: 'connecting' };

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** The state that was told last. */
  get state(): SourceConnectionState {
    return this.#connection.state;
  }

  add(listener: Listener, snapshot: SourceMessage | null): void {
    this.#listeners.add(listener);
    const messages = REMEMBERED.map((type) => this.#last.get(type));
    for (const message of [...messages, snapshot, this.#connection]) {
      if (message) listener(message);
    }
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  tell(message: SourceMessage): void {
    if (message.type === 'connection') this.#connection = message;
    else if (isRemembered(message.type)) this.#last.set(message.type, message);
    // A copy: who comes in the middle of it has been told already.
    for (const listener of [...this.#listeners]) listener(message);
  }

  /** @param retryAt client epoch ms */
  tellConnection(state: SourceConnectionState, reason?: string, retryAt?: number): void {
    this.tell({
      type: 'connection',
      state,
      ...(reason !== undefined && { reason }),
      ...(retryAt !== undefined && { retryAt }),
    });
  }

  /** What was live is not so any more; other states say more than that and stay. */
  tellStale(reason: string): void {
    if (this.state === 'live') this.tellConnection('stale', reason);
  }

  diagnose(code: string, detail: string, count = 1): void {
    this.tell({ type: 'diagnostic', code, detail, count });
  }

  diagnoseRows(quarantined: ReadonlyMap<RowFault, number>): void {
    for (const [fault, count] of quarantined) this.diagnose(fault, 'rows left out', count);
  }
}

function isRemembered(type: SourceMessage['type']): type is Remembered {
  return (REMEMBERED as readonly string[]).includes(type);
}

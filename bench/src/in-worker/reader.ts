/** The end of the socket, the same on the main thread and in the worker: reads texts as the product's source does. */
import { Replica, type Applied } from '../../../dist/src/data-source/wire/replica.js';
import { readFrame } from '../../../dist/src/data-source/wire/wire-messages.js';

/** What the main thread is given. */
export type News = Pick<Applied, 'upserts' | 'removes'> | 'complete';

export interface State {
  readonly shown: number;
  readonly digest: string;
}

export class Reader {
  readonly #replica = new Replica();
  readonly #socket: MessagePort;
  readonly #tell: (news: News) => void;

  constructor(socket: MessagePort, tell: (news: News) => void) {
    this.#socket = socket;
    this.#tell = tell;
    socket.onmessage = ({ data }) => this.#hear(data);
  }

  connect(): void {
    this.#socket.postMessage('{"type":"hello"}');
  }

  get state(): State {
    return { shown: this.#replica.shown, digest: this.#replica.digest };
  }

  #hear(text: unknown): void {
    const frame = readFrame(text);
    switch (frame.type) {
      case 'snap.page':
        // The next page is on its way while this one is decoded.
        if (frame.next !== undefined) this.#socket.postMessage('{"type":"page"}');
        this.#apply({ up: frame.rows }, 'replay');
        break;
      case 'snap.end':
        this.#tell('complete');
        break;
      case 'delta':
        this.#apply(frame, 'live');
        break;
      case 'welcome':
      case 'snap.begin':
        break;
      default:
        throw new Error(`Unexpected ${frame.type}`);
    }
  }

  #apply(operations: Parameters<Replica['apply']>[0], phase: 'replay' | 'live'): void {
    const { upserts, removes } = this.#replica.apply(operations, phase);
    this.#tell({ upserts, removes });
  }
}

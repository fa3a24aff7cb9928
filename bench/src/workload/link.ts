/** The page's end of the worker: orders to the generator, and sockets to the server that it plays. */
import type { Expectation } from './oracle.js';

export type Request =
  | { readonly type: 'open'; readonly scale: string }
  | { readonly type: 'generate'; readonly seconds: number }
  | { readonly type: 'start' }
  | { readonly type: 'expect' };

export type Reply =
  | { readonly type: 'opened' }
  | { readonly type: 'generated' }
  | { readonly type: 'posted'; readonly posted: readonly number[] }
  | { readonly type: 'expected'; readonly expectation: Expectation; readonly firstPageAt: number };

type ReplyOf<Type extends Reply['type']> = Extract<Reply, { readonly type: Type }>;

/** As much of a WebSocket as the product's source and the adapter of the peers use. */
export interface BenchSocket {
  readonly protocol: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { readonly data?: unknown; readonly code?: number }) => void,
  ): void;
}

export class WorkloadLink {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  readonly #port: MessagePort;
  readonly #opened: Promise<ReplyOf<'opened'>>;

  constructor(scale: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#opened = this.#ask({ type: 'open', scale }, 'opened', [port2]);
  }

  async ready(): Promise<void> {
    await this.#opened;
  }

  async generate(seconds: number): Promise<void> {
    await this.#ask({ type: 'generate', seconds }, 'generated');
  }

  /** Resolves with the moments of posting once all deltas have left. */
  async run(): Promise<readonly number[]> {
    return (await this.#ask({ type: 'start' }, 'posted')).posted;
  }

  expected(): Promise<ReplyOf<'expected'>> {
    return this.#ask({ type: 'expect' }, 'expected');
  }

  /** There is one server and one connection to it. Listeners get the port's own events: nothing is added to their cost. */
  readonly openSocket = (): BenchSocket => {
    const port = this.#port;
    return {
      protocol: 'ongoing-conversations.v1.json',
      readyState: 1,
      bufferedAmount: 0,
      send: (text) => port.postMessage(text),
      close: () => port.close(),
      addEventListener: (type, listener) => {
        if (type === 'open') queueMicrotask(() => listener({}));
        if (type !== 'message') return;
        port.addEventListener('message', listener);
        port.start();
      },
    };
  };

  #ask<Type extends Reply['type']>(
    request: Request,
    type: Type,
    transfer: Transferable[] = [],
  ): Promise<ReplyOf<Type>> {
    return new Promise((resolve, reject) => {
      const hear = ({ data }: MessageEvent<Reply>): void => {
        if (data.type !== type) return;
        this.#worker.removeEventListener('message', hear);
        resolve(data as ReplyOf<Type>);
      };
      this.#worker.addEventListener('message', hear);
      this.#worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
      this.#worker.postMessage(request, transfer);
    });
  }
}

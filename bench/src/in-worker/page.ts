/**
 * Where are texts read, on the main thread or in a worker? Either way the rows end up in a Map of the main thread, which
 * stands for the engine; nothing is shown.
 */
import type { Conversation } from '../../../dist/src/model/conversation.js';
import { Digest } from '../../../dist/src/data-source/wire/digest.js';
import type { Reply, Request } from '../workload/link.js';
import { Reader, type News, type State } from './reader.js';

const server = new Worker(new URL('../workload/worker.ts', import.meta.url), { type: 'module' });
const rows = new Map<string, Conversation>();
/** The moments at which rows were taken. */
let taken: number[] = [];
let isLive = false;
let heard = (): void => undefined;
let connect: () => void;
let stateOfReader: () => State | Promise<State>;

const clock = (): number => performance.timeOrigin + performance.now();

function take(news: News): void {
  if (news !== 'complete') {
    for (const row of news.upserts) rows.set(row.id, row);
    for (const { id } of news.removes) rows.delete(id);
    taken.push(clock());
  }
  if (news === 'complete' || isLive) heard();
}

const bench = {
  /** Resolves with the ms that the start of the worker took. */
  async open(way: 'main' | 'worker', scale: string): Promise<number> {
    let startMs = 0;
    const { port1, port2 } = new MessageChannel();
    if (way === 'main') {
      const reader = new Reader(port1, take);
      connect = () => reader.connect();
      stateOfReader = () => reader.state;
    } else {
      const start = clock();
      const decoder = new Worker(new URL('./decoder.ts', import.meta.url), { type: 'module' });
      decoder.onmessage = ({ data }: MessageEvent<News>) => take(data);
      decoder.postMessage('open', [port1]);
      connect = () => decoder.postMessage('connect');
      stateOfReader = () =>
        new Promise((resolve) => {
          decoder.onmessage = ({ data }: MessageEvent<State>) => resolve(data);
          decoder.postMessage('state');
        });
      // It runs before anything is measured.
      await stateOfReader();
      startMs = clock() - start;
      decoder.onmessage = ({ data }: MessageEvent<News>) => take(data);
    }
    await ask({ type: 'open', scale }, 'opened', [port2]);
    return startMs;
  },

  /** Ms until all rows of the snapshot are here. */
  async snapshot(): Promise<number> {
    const start = clock();
    const complete = new Promise<void>((resolve) => (heard = resolve));
    connect();
    await complete;
    return clock() - start;
  },

  async generate(seconds: number): Promise<void> {
    await ask({ type: 'generate', seconds }, 'generated');
    taken = [];
    isLive = true;
    heard = () => undefined;
  },

  /** Ms from the posting of each delta until its rows are here. */
  async live(): Promise<number[]> {
    const { posted } = await ask({ type: 'start' }, 'posted');
    while (taken.length < posted.length) await new Promise<void>((resolve) => (heard = resolve));
    return posted.map((at, n) => taken[n]! - at);
  },

  /** Rows, or what is wrong with them. */
  async check(): Promise<number | string> {
    const { shown, digest } = await stateOfReader();
    const found = new Digest();
    for (const { id, version } of rows.values()) found.toggle(id, version);
    return shown === rows.size && digest === found.toString()
      ? shown
      : 'rows differ from those of the reader';
  },
};

function ask<Type extends Reply['type']>(
  request: Request,
  type: Type,
  transfer: Transferable[] = [],
): Promise<Extract<Reply, { readonly type: Type }>> {
  return new Promise((resolve, reject) => {
    server.onerror = (event) => reject(new Error(event.message));
    server.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.type === type) resolve(data as Extract<Reply, { readonly type: Type }>);
    };
    server.postMessage(request, transfer);
  });
}

Object.assign(window, { bench });

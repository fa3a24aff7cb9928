/** Everything that a page may give away while a report lives in it: requests, events, console, errors, DOM, storage. */
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';

const EVENTS = [
  'actionsettled',
  'connectionchange',
  'conversationassign',
  'conversationforceclose',
  'conversationopen',
  'conversationselect',
  'ready',
  'reporterror',
  'viewchange',
] as const;
const LEVELS = ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const;

/** The document below `root` as text, attributes and all open shadow trees included. */
export function serialized(root: ParentNode): string {
  const own = root instanceof Element ? root.outerHTML : root instanceof ShadowRoot ? root.innerHTML : '';
  const nested = [...root.querySelectorAll('*')]
    .concat(root instanceof Element ? [root] : [])
    .flatMap(({ shadowRoot }) => (shadowRoot ? [serialized(shadowRoot)] : []));
  return [own, ...nested].join('\n');
}

/** All that can be read from an object: its own fields, its getters, and what is in them. */
function readable(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 5 || value instanceof Node || value === window) return '';
  if (value instanceof Error) return `${value.name} ${value.message} ${value.stack ?? ''}`;
  const names = new Set<string>();
  const isOwn = (at: unknown): at is object => at !== null && at !== Object.prototype;
  for (let at: unknown = value; isOwn(at); at = Object.getPrototypeOf(at) as unknown)
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  const parts = [...names].map((name) => {
    const field: unknown = (value as Record<string, unknown>)[name];
    return typeof field === 'function' ? '' : `${name}=${readable(field, depth + 1)}`;
  });
  return parts.join(' ');
}

export class Trace {
  readonly lines: string[] = [];
  readonly #undo: (() => void)[] = [];

  constructor() {
    const { fetch, WebSocket: Socket } = window;
    window.fetch = (input, init) => {
      this.lines.push(`fetch ${input instanceof Request ? input.url : String(input)}`);
      return fetch(input, init);
    };
    const lines = this.lines;
    window.WebSocket = class extends Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        lines.push(`socket ${String(url)} ${String(protocols)}`);
        super(url, protocols);
      }
    };
    this.#undo.push(() => Object.assign(window, { fetch, WebSocket: Socket }));
    for (const level of LEVELS) {
      const original = console[level];
      console[level] = (...words: unknown[]) => {
        this.lines.push(`console ${level} ${words.map((word) => readable(word)).join(' ')}`);
      };
      this.#undo.push(() => (console[level] = original));
    }
    const onError = (event: ErrorEvent | PromiseRejectionEvent): void => {
      this.lines.push(`error ${readable('reason' in event ? event.reason : event.error)}`);
    };
    for (const type of ['error', 'unhandledrejection'] as const) {
      addEventListener(type, onError as EventListener);
      this.#undo.push(() => removeEventListener(type, onError as EventListener));
    }
  }

  /** Writes down the events of a report, with all their fields. */
  follow(element: OngoingConversationsReport): void {
    for (const type of EVENTS) {
      element.addEventListener(type, (event) => {
        this.lines.push(`event ${type} ${readable(event)}`);
      });
    }
  }

  /** What there is now beside what happened so far. */
  async text(): Promise<string> {
    const databases = await indexedDB.databases();
    return [
      ...this.lines,
      ...performance.getEntriesByType('resource').map(({ name }) => `resource ${name}`),
      `address ${location.href} ${JSON.stringify(history.state)} cookie ${document.cookie}`,
      `storage ${JSON.stringify(Object.entries(localStorage))} ${JSON.stringify(Object.entries(sessionStorage))}`,
      `databases ${databases.map(({ name }) => name).join()}`,
      serialized(document.documentElement),
    ].join('\n');
  }

  end(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }
}

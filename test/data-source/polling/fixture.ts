/** What the tests of the polling source share: a source on a manual platform, and a server that is a list of answers. */
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { after, afterEach, before } from 'node:test';
import type { ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import { PollingDataSource, type PollingOptions } from '../../../src/data-source/polling/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { Digest } from '../../../src/data-source/wire/digest.js';
import { StandingChecks } from '../../faults/standing-checks.js';
import { ManualPlatform } from './manual-platform.js';

export const BASE = 'https://contact.example/conversations';
export const SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
export const NOW = 1_767_225_600_000;

export const server = setupServer();

interface Opened {
  readonly platform: ManualPlatform;
  readonly watch: Watch;
  readonly checks: StandingChecks;
}

/** What the current test has opened. */
const opened: Opened[] = [];

/** Starts and stops {@link server} around the tests of a file, each of which ends with the standing checks. */
export function useServer(): void {
  before(() => {
    server.listen({ onUnhandledRequest: 'error' });
  });
  afterEach(async () => {
    const all = opened.splice(0);
    for (const { watch } of all) watch.stop();
    for (const { platform } of all) await platform.rest();
    server.resetHandlers();
    for (const { platform, checks } of all) {
      const { timers, inFlight } = platform;
      const listeners = platform.page.listeners.size;
      // A `fetch` that knows nothing of abortion goes on.
      checks.end({ timers, listeners, connections: platform.respectsSignals ? inFlight : 0 });
    }
  });
  after(() => {
    server.close();
  });
}

export type Raw = Readonly<Record<string, unknown>>;

export function row(id: string, ver = 1, rest: Raw = {}): Raw {
  return { id, ver, subject: `Subject of ${id}`, status: 'open', channel: 'chat', startedAt: NOW, ...rest };
}

/** An answer with changes; count and digest only where a test gives them. */
export function delta(from: number, seq: number, rest: Raw = {}): Raw {
  return { epoch: 'e-1', from, seq, now: NOW, token: `t-${seq}`, more: false, mode: 'delta', ...rest };
}

export function full(seq: number, up: readonly Raw[], rest: Raw = {}): Raw {
  return { epoch: 'e-1', seq, now: NOW, token: `t-${seq}`, more: false, mode: 'full', up, ...rest };
}

export function digestOf(rows: readonly Raw[]): string {
  const digest = new Digest();
  for (const { id, ver } of rows) digest.toggle(id as string, ver as number);
  return digest.toString();
}

export function json(body: Raw): Response {
  return HttpResponse.json(body, { headers: { ETag: `"${String(body['seq'])}"` } });
}

export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new HttpResponse(null, { status, headers });
}

export const never = (): Promise<Response> => new Promise(() => undefined);

type Answer = Response | (() => Response | Promise<Response>);

/**
 * Answers polls with `answers` in order and then the last one for ever. Returns the requests that came.
 */
export function answerPolls(...answers: [Answer, ...Answer[]]): Request[] {
  const requests: Request[] = [];
  server.use(
    http.get(BASE, ({ request }) => {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1] ?? answers[0];
      return typeof answer === 'function' ? answer() : answer.clone();
    }),
  );
  return requests;
}

/** The parameter that says where a request goes on: `since=…`, `after=…` or nothing. */
export function question(request: Request | undefined): string {
  const parameters = new URL(request?.url ?? 'about:blank').searchParams;
  const name = ['since', 'after'].find((candidate) => parameters.has(candidate));
  return name === undefined ? '' : `${name}=${parameters.get(name)}`;
}

type MessageOf<Type extends SourceMessage['type']> = Extract<SourceMessage, { type: Type }>;

/** One subscriber and what it was told. */
export class Watch {
  readonly messages: SourceMessage[] = [];
  readonly stop: () => void;

  constructor(source: PollingDataSource, scope: ReportScope = SCOPE, checks?: StandingChecks) {
    const listener = checks?.subscriber();
    const subscription = source.connect(scope).subscribe((message) => {
      this.messages.push(message);
      listener?.told(message);
    });
    this.stop = () => {
      subscription.unsubscribe();
      listener?.left();
    };
  }

  of<Type extends SourceMessage['type']>(type: Type): MessageOf<Type>[] {
    return this.messages.filter((message): message is MessageOf<Type> => message.type === type);
  }

  /** Connection states in order. */
  get states(): string[] {
    return this.of('connection').map(({ state }) => state);
  }

  get state(): string | undefined {
    return this.states.at(-1);
  }

  /** Codes of diagnostics in order. */
  get codes(): string[] {
    return this.of('diagnostic').map(({ code }) => code);
  }

  /** Rows as an engine would have them. */
  get conversations(): readonly Conversation[] {
    const rows = new Map<string, Conversation>();
    for (const message of this.messages) {
      if (message.type === 'snapshot' || message.type === 'wipe') rows.clear();
      if (message.type === 'snapshot') for (const row of message.conversations) rows.set(row.id, row);
      if (message.type === 'delta') {
        for (const row of message.upserts) rows.set(row.id, row);
        for (const { id } of message.removes) rows.delete(id);
      }
    }
    return [...rows.values()];
  }

  /** The same, as `id@version`. */
  get rows(): string[] {
    return this.conversations.map(({ id, version }) => `${id}@${version}`).sort();
  }
}

/** A source on a manual platform with one subscriber. Nothing happens before {@link ManualPlatform.pass}. */
export function open(
  options: Omit<PollingOptions, 'platform'> = {},
  scope = SCOPE,
): { readonly platform: ManualPlatform; readonly source: PollingDataSource; readonly watch: Watch } {
  const platform = new ManualPlatform();
  const source = new PollingDataSource(BASE, { ...options, platform });
  const checks = new StandingChecks(null, () => platform.monotonic());
  platform.witness = checks;
  const watch = new Watch(source, scope, checks);
  opened.push({ platform, watch, checks });
  return { platform, source, watch };
}

/** What the tests of the source for Dataverse share: a model behind msw, a source in hand, and what it tells. */
import { http } from 'msw';
import { setupServer } from 'msw/node';
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import { DataverseDataSource, type DataverseOptions } from '../../../src/data-source/dataverse/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { ManualPlatform } from '../polling/manual-platform.js';
import { ModelDataverse, ORGANISATION } from './model-dataverse.js';
import type { Row } from './odata-filter.js';

export const SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
/** The clock of the server is ahead of that of the client, ms. */
const AHEAD = 3 * 3_600_000;

export const server = setupServer();

const stages: Stage[] = [];

/** Starts and stops {@link server} around the tests of a file; after each, nothing may be held. */
export function useServer(): void {
  before(() => {
    server.listen({ onUnhandledRequest: 'error' });
  });
  afterEach(async () => {
    for (const { platform, leave } of stages.splice(0)) {
      leave();
      await platform.rest();
      const { timers, inFlight, page } = platform;
      assert.deepEqual({ timers, inFlight, listeners: page.listeners.size }, NOTHING);
    }
    server.resetHandlers();
  });
  after(() => {
    server.close();
  });
}

const NOTHING = { timers: 0, inFlight: 0, listeners: 0 };

type MessageOf<Type extends SourceMessage['type']> = Extract<SourceMessage, { type: Type }>;

export class Stage {
  readonly platform = new ManualPlatform();
  readonly model = new ModelDataverse(() => this.serverNow);
  readonly source: DataverseDataSource;
  readonly messages: SourceMessage[] = [];
  #subscription: { unsubscribe(): void } | null = null;

  constructor(options: Partial<DataverseOptions> = {}) {
    const { platform } = this;
    server.use(http.get(`${ORGANISATION}/*`, ({ request }) => this.model.respond(request)));
    this.source = new DataverseDataSource({
      url: ORGANISATION,
      fetch: (url, init) => platform.fetch(url, init),
      after: (ms, callback) => platform.startTimer(callback, ms),
      now: () => platform.now(),
      random: () => 0.5,
      page: platform.page,
      ...options,
    });
    stages.push(this);
  }

  get serverNow(): number {
    return this.platform.now() + AHEAD;
  }

  /** Subscribes and waits until nothing happens any more. */
  async connect(scope = SCOPE): Promise<void> {
    this.#subscription = this.source.connect(scope).subscribe((message) => this.messages.push(message));
    await this.platform.pass(0);
  }

  readonly leave = (): void => {
    this.#subscription?.unsubscribe();
  };

  pass(ms: number): Promise<void> {
    return this.platform.pass(ms);
  }

  of<Type extends SourceMessage['type']>(type: Type): MessageOf<Type>[] {
    return this.messages.filter((message): message is MessageOf<Type> => message.type === type);
  }

  get states(): readonly string[] {
    return this.of('connection').map(({ state }) => state);
  }

  get state(): string | undefined {
    return this.states.at(-1);
  }

  /** Diagnostics as `code: detail × count`. */
  get diagnostics(): readonly string[] {
    return this.of('diagnostic').map(({ code, detail, count }) => `${code}: ${detail} × ${count}`);
  }

  /** Rows as the report would have them. */
  get rows(): readonly Conversation[] {
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

  get versions(): readonly string[] {
    return this.rows.map(({ id, version }) => `${id}@${version}`).sort();
  }

  /** What was asked of the table of conversations, decoded. */
  get readings(): readonly string[] {
    return this.model.asked.filter((path) => path.startsWith('msdyn_ocliveworkitems'));
  }

  put(id: string, columns: Row = {}): void {
    this.model.put({ activityid: id, versionnumber: 1, ...columns });
  }
}

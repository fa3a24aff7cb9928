import type { ReportScope, SourceMessage } from '../data-source.js';
import type { Applied } from '../wire/replica.js';
import { Audience, type Listener } from './audience.js';
import type { Client } from './client.js';
import { Contact } from './contact.js';
import { DivergenceWatch } from './divergence-watch.js';
import type { Endpoint } from './endpoint.js';
import { LoopGuard } from './pacing.js';
import type { PollingPlatform } from './platform.js';
import { judge, type PollPage, type PollVerdict } from './poll-answer.js';
import { PollSchedule, type ScheduleOptions } from './poll-schedule.js';
import { Rights } from './rights.js';
import { RowSync, type Intake } from './row-sync.js';
import { inScope, narrow, scopeParameters } from './scope.js';
import type { ServerClock } from './server-clock.js';

export interface FeedSetup extends ScheduleOptions {
  readonly platform: PollingPlatform;
  readonly endpoint: Endpoint;
  readonly client: Client;
  readonly clock: ServerClock;
  readonly scope: ReportScope;
  readonly maxRows: number;
  /** The last subscriber has gone. */
  readonly onUnused: () => void;
}

const REQUEST_TIMEOUT = 10_000;
const PAGE_SIZE = '500';
const OFFLINE_AFTER = 120_000;
const MAX_LOSSES = 5;
const MAX_CLIENT_FAULTS = 3;
const NO_ACCESS = 'The server refuses access.';

/**
 * One scope, polled for all of its subscribers: one request at a time, the next one timed from the end of the last.
 *
 * Works by events and not as a loop, so that closing has nothing to wait for: an answer whose number is not that of the
 * current request is dropped.
 */
export class PollingFeed {
  readonly #setup: FeedSetup;
  readonly #audience = new Audience();
  readonly #contact: Contact;
  readonly #schedule: PollSchedule;
  readonly #sync: RowSync;
  readonly #guard = new LoopGuard();
  readonly #divergence = new DivergenceWatch();
  readonly #rights = new Rights();
  #unwatch: () => void = () => undefined;
  /** Server epoch ms of the last answer. */
  #asOf = 0;
  #sendsQueues = true;

  #number = 0;
  #request: AbortController | null = null;
  /** Another request is due as soon as the one in flight has ended. */
  #again = false;
  #isStopped = false;
  #failures = 0;
  #clientFaults = 0;
  /** Positions lost in a row without a change read in between. */
  #losses = 0;
  #hasWarnedOfEtag = false;
  readonly #waiting = new Set<() => void>();

  constructor(setup: FeedSetup) {
    this.#setup = setup;
    this.#sync = new RowSync(setup.maxRows);
    this.#schedule = new PollSchedule(setup.platform, setup, () => void this.#ask());
    const interval = (): number => this.#schedule.interval;
    this.#contact = new Contact(setup.platform, interval, () => {
      this.#checkContact();
    });
  }

  /** Adds a subscriber; the first one starts the requests. Returns how to leave; with the last one they end. */
  join(listener: Listener): () => void {
    const isFirst = this.#audience.isEmpty;
    this.#audience.add(listener, this.#snapshot());
    if (isFirst) {
      this.#unwatch = this.#setup.platform.page.watch(() => {
        this.#wake();
      });
      this.#contact.mark();
      this.#schedule.in(0);
    }
    return () => {
      this.#audience.remove(listener);
      if (this.#audience.isEmpty) this.#close();
    };
  }

  /** Whether the rows are what the server has, by what was told and by the clocks now: the machine may have slept. */
  get isLive(): boolean {
    return this.#audience.state === 'live' && !this.#contact.isLost;
  }

  /** Settles when the rows are live, or will not be so soon, and when `signal` aborts. */
  untilLive(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.#waiting.add(end);
      signal.addEventListener('abort', end);
      if (this.isLive || this.#isStopped || signal.aborted) end();
    });
  }

  /** Reads again now; joins the request in flight. What the user asks for also ends a stop, e.g. after signing in. */
  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    if (reason === 'wake') this.#wake();
    else if (reason === 'divergence') this.#repair();
    else {
      if (this.#isStopped) this.#resume();
      if (this.#request === null) this.#schedule.soon();
    }
  }

  /** Reads again even if a request is in flight: its answer may be older than what is looked for. */
  readAfterCommand(): void {
    if (this.#request !== null) this.#again = true;
    else if (!this.#isStopped) this.#schedule.soon();
  }

  #close(): void {
    this.#abandon();
    this.#schedule.end();
    this.#contact.stop();
    this.#unwatch();
    this.#release();
    this.#setup.onUnused();
  }

  #release(): void {
    for (const end of [...this.#waiting]) end();
  }

  /** The answer of the request in flight is not wanted any more. */
  #abandon(): void {
    this.#number += 1;
    this.#request?.abort();
    this.#request = null;
  }

  /** Something happened to the page: it was hidden, shown, thawed, focused or brought online. */
  #wake(): void {
    if (this.#schedule.isDormant) {
      this.#schedule.cancel();
      return;
    }
    this.#checkContact();
    // The user may have signed in elsewhere; the other ends need a decision.
    if (this.#audience.state === 'unauthorized' && this.#schedule.isDemandJustified) this.#resume();
    if (this.#request !== null || this.#isStopped) return;
    this.#failures = 0;
    this.#schedule.afterWake();
  }

  #resume(): void {
    this.#isStopped = false;
    this.#clientFaults = 0;
    this.#audience.tellConnection('reconnecting');
  }

  async #ask(): Promise<void> {
    const { platform, client, clock, endpoint, scope } = this.#setup;
    const hasJumped = clock.checkForJump();
    const { question, parameters, etag } = this.#sync.next;
    if (!this.#guard.admits(parameters.join(), platform.monotonic())) {
      this.#fail('fast-loop');
      return;
    }
    const number = (this.#number += 1);
    const request = new AbortController();
    this.#request = request;
    const queues = scopeParameters(scope, this.#sendsQueues);
    const reply = await client.send({
      url: endpoint.conversations([...parameters, ['limit', PAGE_SIZE], ...queues]),
      headers: {
        'Accept-Language': scope.locale,
        // A 304 carries no time of the server, and after a jump of the clock that is what is needed.
        ...(etag !== null && !hasJumped && { 'If-None-Match': etag }),
      },
      timeout: REQUEST_TIMEOUT,
      signal: request.signal,
    });
    if (number !== this.#number) return;
    this.#request = null;
    this.#schedule.settle();
    this.#settle(judge(reply, question));
    if (this.#again && !this.#isStopped) this.#schedule.soon();
    this.#again = false;
  }

  #settle(verdict: PollVerdict): void {
    switch (verdict.kind) {
      case 'page':
        this.#takePage(verdict);
        break;
      case 'unchanged':
        this.#confirmContact();
        this.#take(this.#sync.confirm(), null);
        break;
      case 'unauthorized':
        this.#stop('unauthorized', 'Sign in again.');
        break;
      case 'forbidden':
        this.#wipe(NO_ACCESS);
        this.#stop('forbidden', NO_ACCESS);
        break;
      case 'not-found':
        this.#stop('failed', 'There are no conversations at this address.');
        break;
      case 'expired':
        if (verdict.isOfRights) this.#wipe('The rights have changed.');
        this.#lose('expired');
        break;
      case 'too-long':
        this.#shortenRequest();
        break;
      case 'failure':
        this.#clientFaults = verdict.isClientFault === true ? this.#clientFaults + 1 : 0;
        if (this.#clientFaults < MAX_CLIENT_FAULTS) this.#fail(verdict.code, verdict.floor);
        else this.#stop('failed', `The server refuses the request (${verdict.code}).`);
    }
  }

  #takePage({ page, answer }: Extract<PollVerdict, { kind: 'page' }>): void {
    const { clock } = this.#setup;
    if (page.now !== undefined) clock.observe(answer, page.now);
    this.#asOf = page.now ?? clock.now;
    this.#confirmContact();
    this.#warnOfEtag(page);
    const { messages, isOtherUser } = this.#rights.read(page);
    if (isOtherUser) this.#wipe('Another user is signed in.');
    for (const message of messages) this.#audience.tell(message);
    this.#take(this.#sync.take(page), page.mode);
  }

  /** @param mode of the answer, null if it said that nothing had changed */
  #take({ step, code, changes, quarantined }: Intake, mode: PollPage['mode'] | null): void {
    this.#audience.diagnoseRows(quarantined);
    if (changes !== 'none') this.#tellRows(changes);
    if (step === 'failed') this.#fail(code);
    else if (step === 'lost') this.#lose(code);
    else if (step === 'more') this.#continue(mode);
    else {
      this.#arrive(mode);
      if (step === 'mismatch' || this.#divergence.isDue(this.#setup.platform.monotonic())) this.#repair();
    }
  }

  #continue(mode: PollPage['mode'] | null): void {
    const { progress } = this.#sync;
    if (progress !== null) {
      this.#tellReadingAnew();
      this.#audience.tell({ type: 'progress', ...progress });
    }
    if (mode === 'full' || this.#guard.admitsMore()) this.#schedule.in(0);
    else this.#fail('more-loop');
  }

  #arrive(mode: PollPage['mode'] | null): void {
    this.#failures = 0;
    this.#clientFaults = 0;
    // A position that was given and not yet used says nothing about whether the server will know it.
    if (mode !== 'full') this.#losses = 0;
    this.#guard.endMore();
    if (this.#audience.state !== 'live') this.#audience.tellConnection('live');
    this.#release();
    this.#schedule.inAnInterval();
  }

  /** The rows differ from the server's although no answer is missing. */
  #repair(): void {
    const { isRepeated, count, mayRead } = this.#divergence.note(this.#setup.platform.monotonic());
    this.#audience.diagnose(isRepeated ? 'divergence' : 'mismatch', 'rows differ from the server', count);
    if (!mayRead || this.#isStopped) return;
    this.#abandon();
    this.#sync.forgetPosition();
    this.#tellReadingAnew();
    this.#schedule.soon();
  }

  /** The way from the rows here to those of the server is not known any more. */
  #lose(code: string): void {
    this.#sync.forgetPosition();
    this.#tellReadingAnew();
    this.#losses += 1;
    if (this.#losses >= MAX_LOSSES) {
      this.#fail(code, 0, this.#losses);
      return;
    }
    this.#audience.diagnose(code, 'position lost');
    this.#schedule.in(0);
  }

  #shortenRequest(): void {
    if (!this.#sendsQueues || this.#setup.scope.queues.length === 0) {
      this.#stop('failed', 'The server finds the request too long.');
      return;
    }
    this.#sendsQueues = false;
    this.#sync.forgetPosition();
    this.#schedule.in(0);
  }

  /** @param floor ms that the server asked to wait */
  #fail(code: string, floor = 0, failures = (this.#failures += 1)): void {
    this.#sync.giveUpReading();
    this.#audience.diagnose(code, 'request failed');
    const delay = this.#schedule.afterFailure(failures, floor);
    const state = this.#stateAfter(code);
    const retryAt = this.#setup.platform.now() + delay;
    if (state !== null) this.#audience.tellConnection(state, `No answer (${code}).`, retryAt);
  }

  /** Null while the last answer is young enough for the rows to count as live. */
  #stateAfter(code: string): 'offline' | 'stale' | 'reconnecting' | null {
    const isOffline = code === 'network' && !this.#setup.platform.page.online;
    if (isOffline || this.#contact.age >= OFFLINE_AFTER) return 'offline';
    if (this.#sync.rows === null) return 'reconnecting';
    return this.#contact.isLost || this.#audience.state !== 'live' ? 'stale' : null;
  }

  #stop(state: 'unauthorized' | 'forbidden' | 'failed', reason: string): void {
    this.#isStopped = true;
    this.#sync.giveUpReading();
    this.#schedule.cancel();
    this.#contact.stop();
    this.#release();
    this.#audience.tellConnection(state, reason);
  }

  /** Nothing that was shown may stay. */
  #wipe(reason: string): void {
    this.#sync.forget();
    this.#audience.tell({ type: 'wipe', reason });
  }

  #confirmContact(): void {
    this.#contact.mark();
    const { message } = this.#setup.clock;
    if (message !== null) this.#audience.tell(message);
  }

  #checkContact(): void {
    if (this.#contact.isLost) this.#audience.tellStale('No answer for a while.');
  }

  #tellReadingAnew(): void {
    this.#audience.tellStale('All rows are read anew.');
  }

  #snapshot(): SourceMessage | null {
    const { rows, partialOf: total } = this.#sync;
    if (rows === null) return null;
    const all = rows.conversations();
    const conversations = this.#sendsQueues ? all : all.filter((row) => inScope(row, this.#setup.scope));
    const snapshot = { type: 'snapshot', conversations, asOf: this.#asOf } as const;
    return total === null ? snapshot : { ...snapshot, partial: { shown: conversations.length, total } };
  }

  #tellRows(changes: Applied | 'all'): void {
    if (changes === 'all') {
      const snapshot = this.#snapshot();
      if (snapshot !== null) this.#audience.tell(snapshot);
      return;
    }
    const { scope } = this.#setup;
    const { upserts, removes } = this.#sendsQueues
      ? changes
      : narrow(changes.upserts, changes.removes, scope);
    if (upserts.length + removes.length === 0) return;
    this.#audience.tell({ type: 'delta', upserts, removes, asOf: this.#asOf });
  }

  #warnOfEtag({ etag }: PollPage): void {
    if (etag !== null || this.#hasWarnedOfEtag) return;
    this.#hasWarnedOfEtag = true;
    this.#audience.diagnose('no-etag', 'no ETag can be read; is it exposed to other origins?');
  }
}

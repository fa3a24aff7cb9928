/**
 * How far the data can be trusted, from what the source says and from how long it has been silent.
 *
 * The source's word is not enough: a source that goes quiet without noticing must not leave the report saying *live*.
 */
import type { SourceConnectionState, SourceMessage } from '../data-source/data-source.js';
import type { Connection, PillState } from './view-types.js';

/** Silence after which live data is called late, ms. Sources give a sign of life at least each 15 s. */
const LATE_AFTER_MS = 20_000;
/** Silence after which it is not trusted any more, ms. */
const STALE_AFTER_MS = 25_000;

const EMPTY = {
  asOf: null,
  lastContact: null,
  retryAt: null,
  reason: null,
  progress: null,
  partial: null,
  loaded: false,
} as const;

type Facts = Omit<Connection, 'state' | 'trusted' | 'paused'> & {
  readonly source: SourceConnectionState | 'none';
};

export class ConnectionTracker {
  #facts: Facts = { ...EMPTY, source: 'none' };
  #paused = false;

  /** Another source, or none: nothing of the former counts. */
  reset(source: 'none' | 'connecting'): void {
    this.#facts = { ...EMPTY, source };
  }

  /** The same source is connected anew: what was shown stays, what it said does not. */
  begin(): void {
    this.#facts = { ...this.#facts, source: 'connecting', reason: null, retryAt: null };
  }

  set paused(paused: boolean) {
    this.#paused = paused;
  }

  /** @param now wall clock, epoch ms */
  note(message: SourceMessage, now: number): void {
    const facts = this.#facts;
    switch (message.type) {
      case 'connection': {
        const live = message.state === 'live';
        this.#facts = {
          ...facts,
          source: message.state,
          retryAt: message.retryAt ?? null,
          reason: message.reason ?? null,
          lastContact: live ? now : facts.lastContact,
        };
        break;
      }
      case 'progress':
        this.#facts = {
          ...facts,
          lastContact: now,
          progress: { loaded: message.loaded, total: message.total ?? null },
        };
        break;
      case 'snapshot':
        this.#facts = {
          ...facts,
          // A plain source may send nothing but snapshots: having one is being live, unless the user may not.
          source: facts.source === 'unauthorized' || facts.source === 'forbidden' ? facts.source : 'live',
          reason: null,
          retryAt: null,
          loaded: true,
          lastContact: now,
          asOf: message.asOf,
          progress: null,
          partial: message.partial ?? null,
        };
        break;
      case 'delta':
        this.#facts = { ...facts, lastContact: now, asOf: Math.max(facts.asOf ?? 0, message.asOf) };
        break;
      case 'clock':
        this.#facts = { ...facts, lastContact: now };
        break;
      case 'wipe':
        this.#facts = { ...facts, loaded: false, asOf: null, partial: null, progress: null };
        break;
      case 'permissions':
      case 'supervisor':
      case 'diagnostic':
        break;
    }
  }

  /** The source ended or threw. */
  fail(reason: string): void {
    this.#facts = { ...this.#facts, source: 'failed', reason };
  }

  /** @param now wall clock, epoch ms */
  at(now: number): Connection {
    const { source, ...facts } = this.#facts;
    const state = this.#state(source, now);
    return {
      ...facts,
      state,
      paused: this.#paused,
      trusted: state === 'live' || state === 'late' || state === 'partial',
    };
  }

  #state(source: Facts['source'], now: number): PillState {
    const { loaded, progress, lastContact, partial } = this.#facts;
    if (source === 'none') return 'no-data-source';
    if (source === 'connecting') return progress ? 'loading' : loaded ? 'reconnecting' : 'connecting';
    if (source !== 'live') return source;
    if (!loaded) return 'loading';
    if (this.#paused) return 'paused';
    // A clock that was set back would count silence from the future: then nothing is known of it.
    const silence = Math.abs(now - (lastContact ?? now));
    if (silence > STALE_AFTER_MS) return 'stale';
    if (silence > LATE_AFTER_MS) return 'late';
    return partial ? 'partial' : 'live';
  }
}

export function isSameConnection(
  a: Connection,
  b: Connection,
  except: readonly (keyof Connection)[],
): boolean {
  return (Object.keys(a) as (keyof Connection)[]).every((key) => a[key] === b[key] || except.includes(key));
}

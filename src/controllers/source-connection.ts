/**
 * Connects the engine to the source that counts, and lets go when the element has left the page for good.
 *
 * Changes within one task are one connection; an element that is moved (removed and inserted in one task) keeps it.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DataSource, ReportScope } from '../data-source/data-source.js';
import type { ReportEngine } from '../engine/report-engine.js';

export interface WantedConnection {
  /** Compared by identity; two that are equal are the same connection. */
  readonly key: readonly unknown[];
  readonly scope: ReportScope;
  /** Gives the source; called only when the key changed. May throw: the report then has none. */
  readonly source: () => DataSource | null;
}

export class SourceConnection implements ReactiveController {
  readonly #engine: ReportEngine;
  readonly #wanted: () => WantedConnection | null;
  readonly #onError: (error: unknown) => void;
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #key: readonly unknown[] | null = null;
  #scope = '';
  #source: DataSource | null = null;

  /** @param wanted null while it is not known yet what is wanted */
  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    engine: ReportEngine,
    wanted: () => WantedConnection | null,
    onError: (error: unknown) => void,
  ) {
    this.#host = host;
    this.#engine = engine;
    this.#wanted = wanted;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Once per update, after all properties of a task have arrived. */
  hostUpdate(): void {
    const wanted = this.#host.isConnected ? this.#wanted() : null;
    if (!wanted) return;
    const { key, scope, source } = wanted;
    const scopeKey = JSON.stringify(scope);
    const isSameSource = this.#key !== null && key.every((part, index) => part === this.#key?.[index]);
    if (isSameSource && scopeKey === this.#scope) return;
    if (!isSameSource) {
      this.#source = null;
      try {
        this.#source = source();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#key = key;
    this.#scope = scopeKey;
    this.#engine.connect(this.#source, scope);
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#engine.disconnect();
      // Coming back, it connects anew; a source made from src is made anew too.
      this.#key = null;
      this.#scope = '';
    });
  }
}

/** Replaces the token of a connection in place, before the server ends it. */
import type { TokenProvider } from '../data-source.js';
import { askToken } from './token.js';

/** Ms before the end at which another token is asked for. */
const AHEAD = 60_000;
/** Ms between two tries. */
const BETWEEN = 30_000;

export interface RenewalPort {
  readonly send: (token: string) => void;
  readonly failed: () => void;
  readonly serverNow: () => number;
  readonly monotonic: () => number;
}

export class TokenRenewal {
  readonly #provider: TokenProvider | undefined;
  readonly #port: RenewalPort;
  #audience = '';
  #expiresAt = Infinity;
  #askedAt = -Infinity;
  /** Answers of a provider that belong to a former connection are dropped. */
  #generation = 0;

  constructor(provider: TokenProvider | undefined, port: RenewalPort) {
    this.#provider = provider;
    this.#port = port;
  }

  /** @param expiresAt server epoch ms */
  connected(audience: string, expiresAt: number | undefined): void {
    this.#generation += 1;
    this.#audience = audience;
    this.#askedAt = -Infinity;
    this.extended(expiresAt);
  }

  disconnected(): void {
    this.#generation += 1;
    this.#expiresAt = Infinity;
  }

  extended(expiresAt: number | undefined): void {
    this.#expiresAt = expiresAt ?? Infinity;
  }

  /** To be called about once a second. */
  tick(): void {
    if (this.#port.serverNow() >= this.#expiresAt - AHEAD) this.renew();
  }

  renew(): void {
    const { monotonic } = this.#port;
    if (!this.#provider || monotonic() - this.#askedAt < BETWEEN) return;
    this.#askedAt = monotonic();
    const generation = this.#generation;
    void askToken(this.#provider, this.#audience).then((answer) => {
      if (generation !== this.#generation) return;
      if (typeof answer === 'string') this.#port.failed();
      else this.#port.send(answer.token);
    });
  }
}

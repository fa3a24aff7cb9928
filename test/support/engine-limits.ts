/** What cannot be tested in an engine, each with the reason: the only place where tests are left out for an engine. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface EngineLimit {
  readonly engine: Engine;
  readonly file: string;
  /** The whole name, as the reporter writes it, or how it begins. */
  readonly test: string;
  readonly reason: string;
}

export const ENGINE_LIMITS: readonly EngineLimit[] = [];

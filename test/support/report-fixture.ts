/** Puts an inner element into a frame that gives it what the root would: contexts over a real engine, and the tokens. */
import { fixture, html } from '@open-wc/testing';
import { ContextProvider } from '@lit/context';
import { css, LitElement, type TemplateResult } from 'lit';
import { actionDeskContext, type ActionDesk } from '../../src/context/action-desk-context.js';
import { engineContext } from '../../src/context/engine-context.js';
import { localizationContext } from '../../src/context/localization-context.js';
import { settingsContext, type ReportSettings } from '../../src/context/settings-context.js';
import { ReportEngine, type EngineOptions } from '../../src/engine/report-engine.js';
import { systemTime, type TimeSource } from '../../src/engine/time-source.js';
import { Localization } from '../../src/localization/index.js';
import type { RowAction } from '../../src/model/actions.js';
import { DEFAULT_POLICY } from '../../src/model/policy.js';
import { DEFAULT_THRESHOLDS } from '../../src/model/thresholds.js';
import { tokens } from '../../src/styles/tokens.js';
import { ScriptedDataSource } from '../../testing/scripted-data-source.js';
import './all-late.js';

class ReportFixtureFrame extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        background: var(--_background);
        color: var(--_text);
        font: var(--_font);
      }
    `,
  ];
  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
customElements.define('report-fixture-frame', ReportFixtureFrame);

/** Writes down what was asked for. */
export class DeskRecorder implements ActionDesk {
  readonly opened: { action: RowAction; ids: readonly string[] }[] = [];
  readonly activated: string[] = [];
  readonly steps: { step: string; id: string; text: string | undefined }[] = [];

  open(action: RowAction, ids: readonly string[]): void {
    this.opened.push({ action, ids });
  }
  activate(id: string): void {
    this.activated.push(id);
  }
  step: ActionDesk['step'] = (step, conversation, details) => {
    this.steps.push({ step, id: conversation.id, text: details?.text });
    return Promise.resolve([]);
  };
}

export interface FixtureOptions {
  readonly engine?: EngineOptions;
  readonly settings?: Partial<ReportSettings>;
  readonly words?: Localization;
  /** Without it the engine is not connected: no data source. */
  readonly source?: ScriptedDataSource | null;
  /** Width of the frame in CSS pixels. */
  readonly width?: number;
  readonly direction?: 'ltr' | 'rtl';
  readonly scheme?: 'light' | 'dark';
}

export interface ReportFixture<Inner extends LitElement> {
  readonly element: Inner;
  readonly engine: ReportEngine;
  readonly source: ScriptedDataSource;
  readonly desk: DeskRecorder;
  readonly setWords: (words: Localization) => void;
  readonly setSettings: (settings: Partial<ReportSettings>) => void;
  /** Waits until what was told to the engine is on the screen. */
  readonly settled: () => Promise<void>;
}

const engines: ReportEngine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.disconnect();
});

/** Frames without waiting for the screen: what is told in one task is shown in the next microtask. */
const promptFrames: NonNullable<EngineOptions['frame']> = (callback) => {
  let cancelled = false;
  queueMicrotask(() => {
    if (!cancelled) callback();
  });
  return () => {
    cancelled = true;
  };
};

/** A test that sends many rows looks at them in the next line, however slow the machine. */
const promptSlices: NonNullable<EngineOptions['slice']> = (callback) => {
  callback();
  return () => undefined;
};

/**
 * As a test may have replaced it. In JavaScriptCore code that has read this property of the page often enough goes on
 * with what it read, so the page is asked for it in another way.
 */
function currentPerformance(): Performance {
  const property = Object.getOwnPropertyDescriptor(globalThis, 'performance');
  return (property?.get ? property.get.call(globalThis) : property?.value) as Performance;
}

export async function reportFixture<Inner extends LitElement>(
  template: TemplateResult,
  options: FixtureOptions = {},
): Promise<ReportFixture<Inner>> {
  const source = options.source ?? new ScriptedDataSource();
  const performance = currentPerformance();
  const time: TimeSource = { ...systemTime, monotonic: () => performance.now() };
  const engine = new ReportEngine({ frame: promptFrames, slice: promptSlices, time, ...options.engine });
  engines.push(engine);
  const settingsOf = (settings: Partial<ReportSettings> = {}): ReportSettings => ({
    windowHours: 24,
    queues: [],
    thresholds: DEFAULT_THRESHOLDS,
    policy: DEFAULT_POLICY,
    columns: [],
    mode: 'full',
    ...settings,
  });
  const desk = new DeskRecorder();
  if (options.source !== null) engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });

  const frame = await fixture<ReportFixtureFrame>(html`<report-fixture-frame></report-fixture-frame>`);
  frame.dir = options.direction ?? 'ltr';
  frame.style.colorScheme = options.scheme ?? 'light';
  if (options.width !== undefined) frame.style.inlineSize = `${String(options.width)}px`;
  new ContextProvider(frame, { context: engineContext, initialValue: engine });
  new ContextProvider(frame, { context: actionDeskContext, initialValue: desk });
  const words = new ContextProvider(frame, {
    context: localizationContext,
    initialValue: options.words ?? new Localization('en', undefined, {}, 'Europe/Paris'),
  });
  const settings = new ContextProvider(frame, {
    context: settingsContext,
    initialValue: settingsOf(options.settings),
  });

  const element = await fixture<Inner>(template, { parentNode: frame });
  const settled = async (): Promise<void> => {
    // The engine's frame first, then the update that it asks for.
    await new Promise<void>((done) => queueMicrotask(done));
    await element.updateComplete;
  };
  return {
    element,
    engine,
    source,
    desk,
    setWords: (value) => words.setValue(value),
    setSettings: (value) => settings.setValue(settingsOf(value)),
    settled,
  };
}

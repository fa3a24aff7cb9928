/** Runs every test file in a browser process of its own choosing, so that each has the focus and a pointer of its own. */
import type { BrowserLauncher } from '@web/test-runner';
import type { Page } from 'puppeteer-core';
import type { AccessibleNode } from '../accessibility-tree.js';

export interface MediaFeature {
  readonly name: string;
  readonly value: string;
}

/** What the commands of the test runner ask of a page: a part of what Puppeteer's has. */
export interface AutomatedPage {
  readonly keyboard: Pick<Page['keyboard'], 'press' | 'type' | 'down' | 'up'>;
  readonly mouse: Pick<Page['mouse'], 'move' | 'click' | 'down' | 'up' | 'reset'>;
  readonly accessibility: { snapshot(): Promise<AccessibleNode> };
  goto(url: string): Promise<unknown>;
  url(): string | Promise<string>;
  setViewport(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMediaType(type: string): Promise<void>;
  emulateMediaFeatures(features: readonly MediaFeature[]): Promise<void>;
}

export interface AutomatedBrowser {
  readonly page: AutomatedPage;
  close(): Promise<void>;
}

const SIZE = { width: 800, height: 600 };

export class BrowserPool implements BrowserLauncher {
  readonly name: string;
  readonly concurrency = 2;
  /** Its commands speak to a page as they do to Puppeteer's. */
  readonly type = 'puppeteer';
  readonly #open: () => Promise<AutomatedBrowser>;
  readonly #idle: AutomatedBrowser[] = [];
  readonly #busy = new Map<string, AutomatedBrowser>();

  constructor(name: string, open: () => Promise<AutomatedBrowser>) {
    this.name = name;
    this.#open = open;
  }

  async startSession(id: string, url: string): Promise<void> {
    const browser = this.#idle.pop() ?? (await this.#open());
    this.#busy.set(id, browser);
    await browser.page.setViewport(SIZE);
    await browser.page.goto(url);
  }

  async stopSession(id: string): Promise<Record<string, never>> {
    const browser = this.#of(id);
    this.#busy.delete(id);
    try {
      // Ends whatever still runs in the page.
      await browser.page.goto('about:blank');
      this.#idle.push(browser);
    } catch {
      // One that hangs would take every later file with it.
      await browser.close();
    }
    return {};
  }

  isActive(id: string): boolean {
    return this.#busy.has(id);
  }

  async getBrowserUrl(id: string): Promise<string> {
    return this.#of(id).page.url();
  }

  getPage(id: string): AutomatedPage {
    return this.#of(id).page;
  }

  startDebugSession(): Promise<never> {
    return Promise.reject(new Error(`${this.name} is not opened for debugging here.`));
  }

  async stop(): Promise<void> {
    const browsers = [...this.#idle.splice(0), ...this.#busy.values()];
    this.#busy.clear();
    await Promise.all(browsers.map((browser) => browser.close()));
  }

  #of(id: string): AutomatedBrowser {
    const browser = this.#busy.get(id);
    if (!browser) throw new Error(`No browser runs ${id}.`);
    return browser;
  }
}

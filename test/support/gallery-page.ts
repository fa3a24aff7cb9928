/** The gallery as its visitor finds it: by role and name. */
import { oneEvent, waitUntil } from '@open-wc/testing';
import axe from 'axe-core';
import '../../src/define.js';
import type { StoryEntry } from '../../demo/gallery/catalogue.js';
import { defineGallery } from '../../demo/gallery/define.js';
import type { StoryGallery } from '../../demo/gallery/story-gallery.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { shownInFull } from './fading.js';

const CONTROLS = 'button, input, select, textarea, a[href], [role=tab], [role=separator]';

/** The test runner knows the page by its address. */
const ADDRESS = location.href;

/** The style sheet of the gallery's page, for the time of some tests. */
export async function wearPageStyles(): Promise<void> {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = '/demo/gallery/page.css';
  const loaded = oneEvent(sheet, 'load');
  document.head.append(sheet);
  await loaded;
}

export class GalleryPage {
  readonly element: StoryGallery;

  private constructor(element: StoryGallery) {
    this.element = element;
  }

  /** Opens the gallery at an address; `query` as in a link. */
  static async open(stories: readonly StoryEntry[], query: string): Promise<GalleryPage> {
    defineGallery();
    history.replaceState(null, '', query === '' ? location.pathname : query);
    const element = document.createElement('story-gallery');
    element.stories = stories;
    document.body.append(element);
    const page = new GalleryPage(element);
    await page.settled();
    return page;
  }

  close(): void {
    this.element.remove();
    history.replaceState(null, '', ADDRESS);
    delete document.documentElement.dataset['theme'];
  }

  get canvas(): HTMLElement {
    return this.element.querySelector<HTMLElement>('.canvas') ?? this.element;
  }

  get report(): OngoingConversationsReport {
    const report = this.canvas.querySelector('ongoing-conversations-report');
    if (!report) throw new Error('The canvas shows no report.');
    return report;
  }

  /** A control by its accessible name: label, `aria-label` or text. */
  control(name: string | RegExp): HTMLInputElement {
    const controls = this.#controls();
    const found = controls.find((control) => {
      const own = nameOf(control);
      return typeof name === 'string' ? own === name : name.test(own);
    });
    // Fields, buttons and links alike: tests read what their kind has.
    if (found) return found as HTMLInputElement;
    throw new Error(`No control ${String(name)}; there are: ${controls.map(nameOf).join(', ')}`);
  }

  hasControl(name: string): boolean {
    return this.#controls().some((control) => nameOf(control) === name);
  }

  /** Sets a field as a user would: the value, then the event that says it is final. */
  async fill(name: string, value: string): Promise<void> {
    const field = this.control(name);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.settled();
  }

  async press(name: string | RegExp): Promise<void> {
    this.control(name).click();
    await this.settled();
  }

  /** Text of the panel below the canvas. */
  get panelText(): string {
    return text(this.#inner('#panel'));
  }

  /** The same on one line. */
  get told(): string {
    return this.panelText.replace(/\s+/g, ' ');
  }

  /** Height of the panel on the screen, px. */
  get panelHeight(): number {
    return this.#inner('#panel')?.getBoundingClientRect().height ?? 0;
  }

  /** Summaries of the event log, newest first. */
  get events(): string[] {
    const log = this.#inner('story-event-log');
    return [...(log?.shadowRoot?.querySelectorAll('summary code') ?? [])].map((code) => code.textContent);
  }

  /** What has the focus, in whatever shadow tree. */
  get focused(): Element | null {
    let { activeElement } = document;
    while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
    return activeElement;
  }

  get title(): string {
    return this.element.renderRoot.querySelector('h2')?.textContent ?? '';
  }

  async settled(): Promise<void> {
    // An element that is drawn may make others.
    for (let known = -1, inner = this.#elements(); inner.length !== known; inner = this.#elements()) {
      known = inner.length;
      for (const each of [this.element, ...inner]) if ('updateComplete' in each) await each.updateComplete;
    }
    for (const report of this.canvas.querySelectorAll('ongoing-conversations-report'))
      await report.updateComplete;
  }

  until(condition: () => boolean, what: string): Promise<void> {
    return waitUntil(condition, what, { timeout: 9_000, interval: 20 });
  }

  #controls(): HTMLElement[] {
    return this.#elements().filter((each): each is HTMLElement => each.matches(CONTROLS));
  }

  #inner(selector: string): Element | null {
    return this.#elements().find((each) => each.matches(selector)) ?? null;
  }

  /** Those of the gallery itself, in all its shadow trees; the story is none of it. */
  #elements(root: ParentNode = this.element.renderRoot): Element[] {
    return [...root.querySelectorAll('*')].flatMap((each) => [
      each,
      ...(each.shadowRoot ? this.#elements(each.shadowRoot) : []),
    ]);
  }
}

function nameOf(control: HTMLElement): string {
  const label = control.ariaLabel ?? ('labels' in control ? labelOf(control as HTMLInputElement) : null);
  return (label ?? control.textContent).replace(/\s+/g, ' ').trim();
}

/** A label that holds its field also holds the field's options. */
function labelOf({ labels }: HTMLInputElement): string | null {
  const [label] = labels ?? [];
  return label ? (label.querySelector('span')?.textContent ?? label.textContent) : null;
}

function text(root: (ParentNode & Node) | null): string {
  if (!root) return '';
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? text(shadowRoot) : [],
  );
  return [root.textContent ?? '', ...inner].join(' ');
}

/** Violations that axe finds in an element, one line each. */
export async function violations(element: Element): Promise<string[]> {
  await shownInFull();
  const found = await axe.run(element, {
    resultTypes: ['violations'],
    rules: { region: { enabled: false } },
  });
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary ?? ''}`).join(' | ')}`,
  );
}

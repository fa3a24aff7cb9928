/** Finds the language of the report, loads its words and gives them as one immutable object. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  isLoadable,
  loadCatalogue,
  loadedCatalogue,
  Localization,
  type MessageOverrides,
} from '../localization/index.js';

interface LocalizedHost extends ReactiveControllerHost, HTMLElement {
  readonly messages: MessageOverrides;
  readonly timeZone: string;
}

export class LocalizationController implements ReactiveController {
  readonly #host: LocalizedHost;
  readonly #onChange: (words: Localization) => void;
  #observer: MutationObserver | undefined;
  #key: readonly unknown[] = [];
  #words = new Localization();
  #ready = false;

  /** @param onChange called with other words, before the host's update goes on */
  constructor(host: LocalizedHost, onChange: (words: Localization) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get words(): Localization {
    return this.#words;
  }

  /** False while the words of the first language are on their way: better nothing than a flash of English. */
  get isReady(): boolean {
    return this.#ready;
  }

  hostConnected(): void {
    this.#observer ??= new MutationObserver(() => this.#host.requestUpdate());
    this.#observer.observe(document.documentElement, { attributeFilter: ['lang', 'dir'] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  hostUpdate(): void {
    const { messages, timeZone } = this.#host;
    const locale = this.#locale();
    const catalogue = loadedCatalogue(locale);
    const key = [locale, messages, timeZone, catalogue];
    if (key.every((part, index) => part === this.#key[index])) return;
    this.#key = key;
    if (catalogue || !isLoadable(locale)) {
      this.#use(new Localization(catalogue ? locale : 'en', catalogue, messages, timeZone));
      return;
    }
    void loadCatalogue(locale).then((loaded) => {
      if (this.#key !== key) return;
      this.#key = [locale, messages, timeZone, loadedCatalogue(locale)];
      this.#use(new Localization(loadedCatalogue(locale) ? locale : 'en', loaded, messages, timeZone));
      this.#host.requestUpdate();
    });
  }

  /** The nearest `lang`, else the browser's language. */
  #locale(): string {
    // What was set as a property is not among the attributes yet.
    const { lang } = this.#host;
    return (
      lang ||
      (this.#host.parentElement?.closest('[lang]:not([lang=""])')?.getAttribute('lang') ?? navigator.language)
    );
  }

  #use(words: Localization): void {
    this.#words = words;
    this.#ready = true;
    this.#onChange(words);
  }
}

/**
 * What a report does with the elements that are loaded after its first rows: it waits for them where a press needs them,
 * and tells what is not possible without them. Toasts are among them: without those it has a text to show.
 */
import type { DeskRefusal } from './controllers/action-desk.js';
import { loadDeferredElements } from './element-registration.js';
import { LateCodeRequest } from './elements/shared/late-code.js';
import { refusalText } from './elements/shared/outcome-text.js';
import type { ToastRegion } from './elements/toast-region/toast-region.js';
import type { Localization, MessageKey } from './localization/index.js';
import type { RowAction } from './model/actions.js';

interface Surroundings {
  readonly words: () => Localization;
  readonly toasts: () => ToastRegion | null;
  /** The text to show instead of a toast; empty: none. */
  readonly onFailure: (text: string) => void;
  readonly onProblem: (error: unknown) => void;
}

export class LateElements {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Loads them unless they are loaded. A failure is reported, and the next call loads again. */
  load(): Promise<void> {
    this.#around.onFailure('');
    return loadDeferredElements().catch((error: unknown) => {
      this.#around.onProblem(error);
      throw error;
    });
  }

  /** Does what needs them, or tells that `what` is not possible. */
  use(what: MessageKey, act: () => void): void {
    const settled = (isLoaded: boolean): void => {
      if (isLoaded) act();
    };
    this.onRequest(new LateCodeRequest(what, settled));
  }

  readonly onRequest = ({ what, settled }: LateCodeRequest): void => {
    const done = (): void => settled(true);
    this.load().then(done, () => {
      settled(false);
      const words = this.#around.words();
      this.#tell(words.term(what), words.term('refused.not-loaded'));
    });
  };

  /** Tells why an action is not possible. */
  tellRefusal(action: RowAction, refusal: DeskRefusal): void {
    const words = this.#around.words();
    const reason =
      typeof refusal === 'string' ? words.term(`refused.${refusal}`) : refusalText(refusal, words);
    this.#tell(words.term(`action.${action}`), reason);
  }

  #tell(action: string, reason: string): void {
    const text = this.#around.words().term('action.refused', { action, reason });
    loadDeferredElements().then(
      () => this.#around.toasts()?.show(text),
      () => this.#around.onFailure(text),
    );
  }
}

/** Keys for the whole report: single letters while focus is in it and not in a field, dialog or menu. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface KeyActions {
  readonly isEnabled: () => boolean;
  /** By `event.key`, lower case. */
  readonly actions: Readonly<Record<string, () => void>>;
}

export class ReportKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #keys: KeyActions;

  constructor(host: ReactiveControllerHost & HTMLElement, keys: KeyActions) {
    this.#host = host;
    this.#keys = keys;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.#keys.isEnabled() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const key = event.key.toLowerCase();
    const action = Object.hasOwn(this.#keys.actions, key) ? this.#keys.actions[key] : undefined;
    if (!action || event.composedPath().some(takesLetters)) return;
    event.preventDefault();
    action();
  };
}

/** Fields take letters as text, dialogs and menus as their own. */
function takesLetters(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return (
    target.isContentEditable ||
    ['textarea', 'select', 'dialog'].includes(target.localName) ||
    ['menu', 'listbox'].includes(target.getAttribute('role') ?? '')
  );
}

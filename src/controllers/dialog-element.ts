/**
 * The element that shows an action, whoever made it: the built-in dialog, a host's custom element or a plain
 * `<dialog>` with a form. One shape for the desk.
 */
import type { ActionRequest } from '../context/action-desk-context.js';

interface Openable extends HTMLElement {
  actionRequest?: ActionRequest | null;
  open?: boolean;
  showModal?: () => void;
  close?: () => void;
}

export interface DialogElement {
  readonly target: HTMLElement;
  show(request: ActionRequest): void;
  hide(): void;
  addEventListener(type: 'close', listener: () => void): void;
  removeEventListener(type: 'close', listener: () => void): void;
}

/** Null for an element that cannot be opened: neither `showModal()` nor `open`. */
export function dialogElement(element: HTMLElement): DialogElement | null {
  const target = element as Openable;
  const isModal = typeof target.showModal === 'function';
  if (!isModal && !('open' in target)) return null;
  return {
    target,
    show(request) {
      target.actionRequest = request;
      if (target instanceof HTMLDialogElement) {
        target.returnValue = '';
        // What was filled in for one conversation must not be sent for the next.
        for (const form of target.querySelectorAll('form')) form.reset();
      }
      if (isModal) target.showModal?.();
      else target.open = true;
    },
    hide() {
      if (typeof target.close === 'function') target.close();
      else if ('open' in target) target.open = false;
    },
    addEventListener: (type, listener) => target.addEventListener(type, listener),
    removeEventListener: (type, listener) => target.removeEventListener(type, listener),
  };
}

/**
 * The element that shows `action`: what the host put into the slot, else the built-in one. A slotted element that
 * cannot be opened is a problem of the page; the built-in dialog serves.
 */
export function findDialog(
  root: ParentNode,
  action: string,
  onProblem: (problem: Error) => void,
): DialogElement | null {
  const slot = root.querySelector<HTMLSlotElement>(`slot[name="${action}-dialog"]`);
  const [own] = slot?.assignedElements() ?? [];
  const element = own instanceof HTMLElement ? dialogElement(own) : null;
  if (own && !element) {
    onProblem(
      new Error(
        `The element in the slot ${action}-dialog has neither showModal() nor open: the built-in dialog is used.`,
      ),
    );
  }
  const builtIn = root.querySelector<HTMLElement>(`[data-action="${action}"]`);
  return element ?? (builtIn && dialogElement(builtIn));
}

/** A plain `<dialog>` whose form was submitted says so when it closes; every other closing dismisses. */
export function isDismissed(target: HTMLElement): boolean {
  return !(target instanceof HTMLDialogElement) || ['', 'cancel'].includes(target.returnValue);
}

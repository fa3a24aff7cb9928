/**
 * Tells the engine to hold the order while a hand is on the rows: the pointer over them, the user's focus in them, a
 * menu of theirs open. What the page does by itself (a layout under a resting pointer, focus given back after a dialog)
 * is no hand.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DelayController } from '../../controllers/delay-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';

/** The pointer often slips over the edge for a moment. */
const AFTER_POINTER_MS = 1500;

type Moved = Pick<PointerEvent, 'clientX' | 'clientY' | 'movementX' | 'movementY'>;

export class IntentLock implements ReactiveController {
  readonly #engine: () => ReportEngine | undefined;
  readonly #left: DelayController;
  #last: { readonly x: number; readonly y: number } | null = null;
  /** The engine that was told to hold; it may be replaced meanwhile. */
  #holding: ReportEngine | undefined;

  constructor(host: ReactiveControllerHost, engine: () => ReportEngine | undefined) {
    this.#engine = engine;
    this.#left = new DelayController(host, AFTER_POINTER_MS, () => this.#holding?.letGo('pointer'));
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#holding && this.#holding !== this.#engine()) this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#left.cancel();
    this.#last = null;
    for (const reason of ['pointer', 'focus', 'menu'] as const) this.#holding?.letGo(reason);
    this.#holding = undefined;
  }

  /** @returns whether the pointer really moved: a new layout under it makes an event too. */
  pointerMoved({ clientX, clientY, movementX, movementY }: Moved): boolean {
    const last = this.#last;
    const isMoved =
      movementX !== 0 || movementY !== 0 || (last !== null && (last.x !== clientX || last.y !== clientY));
    this.#last = { x: clientX, y: clientY };
    if (!isMoved && !this.#left.isRunning) return false;
    this.#left.cancel();
    this.#hold('pointer');
    return isMoved;
  }

  pointerLeft(): void {
    this.#left.start();
  }

  /** The user is at work with the focus in the rows. */
  focusUsed(): void {
    this.#hold('focus');
  }

  focusLeft(): void {
    this.#holding?.letGo('focus');
  }

  menuChanged(isOpen: boolean): void {
    if (isOpen) this.#hold('menu');
    else this.#holding?.letGo('menu');
  }

  /** Escape: back to the live order, until the next key or move. */
  release(): void {
    this.#left.cancel();
    this.#holding?.letGo('pointer');
    this.#holding?.letGo('focus');
  }

  #hold(reason: 'pointer' | 'focus' | 'menu'): void {
    this.#holding = this.#engine();
    this.#holding?.hold(reason);
  }
}

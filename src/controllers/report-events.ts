/** Tells the host what happens in the report, as events of the root element. Dispatching stays with the element. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReportEngine } from '../engine/report-engine.js';
import type { Connection, PillState } from '../engine/view-types.js';
import {
  ConnectionChangeEvent,
  ConversationSelectEvent,
  ReadyEvent,
  ReportErrorEvent,
  ViewChangeEvent,
} from '../events.js';
import type { Density, ViewState } from '../model/view-state.js';
import { changesOf } from './changes-of.js';
import { StreamController } from './stream-controller.js';

const UNANSWERED: readonly PillState[] = ['no-data-source', 'connecting', 'loading'];

interface Listener {
  readonly dispatch: (event: Event) => boolean;
  /** True while the host itself sets the view: it is not told what it just said. */
  readonly isQuiet: () => boolean;
  /** Pausing by a button or a key shows on the element. */
  readonly onPaused: (paused: boolean) => void;
  readonly onDensity: (density: Density) => void;
  /** The connection has led to rows, or to something that is told instead. */
  readonly onAnswer: () => void;
}

export class ReportEvents implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: Listener;
  /** The streams replay what is so when the element is connected: that is no news. */
  #isListening = false;
  #state = '';
  #isReady = false;

  constructor(host: ReactiveControllerHost, engine: ReportEngine, listener: Listener) {
    this.#host = host;
    this.#listener = listener;
    new StreamController(
      host,
      () => engine.connection$,
      (connection) => this.#onConnection(connection),
    );
    new StreamController(
      host,
      () => engine.viewState$,
      (view) => this.#onView(view),
    );
    new StreamController(
      host,
      () => engine.selection$,
      (ids) => {
        if (this.#isListening) listener.dispatch(new ConversationSelectEvent([...ids]));
      },
    );
    new StreamController(
      host,
      () => engine.problem$,
      (problem) => listener.dispatch(new ReportErrorEvent(problem)),
    );
    // The rows follow the connection by a frame, and the screen follows the rows by an update.
    const loaded$ = changesOf(engine.view$, () => engine.connection.loaded);
    new StreamController(
      host,
      () => (this.#isReady ? undefined : loaded$),
      (loaded) => {
        if (loaded && !this.#isReady) this.#onReady();
      },
    );
    host.addController(this);
  }

  /** Added last, so that the replays have been by. */
  hostConnected(): void {
    this.#isListening = true;
  }

  hostDisconnected(): void {
    this.#isListening = false;
  }

  #onConnection(connection: Connection): void {
    if (this.#isListening) this.#listener.onPaused(connection.paused);
    if (connection.state === this.#state) return;
    this.#state = connection.state;
    this.#listener.dispatch(new ConnectionChangeEvent(connection));
    if (!UNANSWERED.includes(connection.state)) this.#listener.onAnswer();
  }

  #onReady(): void {
    this.#isReady = true;
    void this.#host.updateComplete.then(() => this.#listener.dispatch(new ReadyEvent()));
  }

  #onView(view: ViewState): void {
    if (!this.#isListening) return;
    this.#listener.onDensity(view.density);
    if (!this.#listener.isQuiet()) this.#listener.dispatch(new ViewChangeEvent(view));
  }
}

/** The client library with its sockets in sight: what it has let go of can be told at once, without asking the server. */
import {
  DefaultHttpClient,
  HttpClient,
  HttpError,
  HubConnectionBuilder,
  LogLevel,
  NullLogger,
  type IHttpConnectionOptions,
} from '@microsoft/signalr';
import { WebSocket } from 'ws';
import type { SignalRPlatform } from '../../../src/data-source/signal-r/index.js';

export class CountedClient {
  readonly #sockets: WebSocket[] = [];

  /** Sockets that are neither closing nor closed. */
  get openSockets(): number {
    return this.#sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length;
  }

  readonly load: SignalRPlatform['load'] = () => {
    const sockets = this.#sockets;
    class CountedSocket extends WebSocket {
      constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
        super(...parameters);
        sockets.push(this);
      }
    }
    class Builder extends HubConnectionBuilder {
      override withUrl(url: string, options?: unknown): this {
        // The library has this option for its own tests.
        const counted = { ...(options as IHttpConnectionOptions), WebSocket: CountedSocket };
        super.withUrl(url, counted);
        return this;
      }
    }
    const others = { DefaultHttpClient, HttpClient, HttpError, LogLevel, NullLogger };
    return Promise.resolve({ ...others, HubConnectionBuilder: Builder });
  };
}

/** Stands between the page and the server, and is a bad network when it is told to. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Link {
  /** To the page. */
  readonly near: Socket;
  /** To the server. */
  readonly far: Socket;
}

export class FaultyProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #refuses = false;
  /** Directions in which nothing arrives; the connection stays open. */
  #held: readonly ('up' | 'down')[] = [];

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => this.#join(near, target));
  }

  static open(target: number): Promise<FaultyProxy> {
    const server = createServer();
    return new Promise((done) => server.listen(0, '127.0.0.1', () => done(new FaultyProxy(server, target))));
  }

  /** Ends all connections without a word. */
  cut(): void {
    for (const { near, far } of this.#links) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  refuse(refuses: boolean): void {
    this.#refuses = refuses;
  }

  hold(directions: readonly ('up' | 'down')[]): void {
    this.#held = directions;
    for (const link of this.#links) this.#flow(link);
  }

  heal(): void {
    this.refuse(false);
    this.hold([]);
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #join(near: Socket, target: number): void {
    if (this.#refuses) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    const link = { near, far };
    this.#links.add(link);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        to.destroy();
        this.#links.delete(link);
      });
    }
    this.#flow(link);
  }

  #flow({ near, far }: Link): void {
    if (this.#held.includes('up')) near.pause();
    else near.resume();
    if (this.#held.includes('down')) far.pause();
    else far.resume();
  }
}

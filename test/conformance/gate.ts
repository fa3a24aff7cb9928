/** A way to a server that can be shut: connections through it break, and none come through. Real sockets. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export class Gate {
  readonly port: number;
  readonly #close: () => Promise<void>;
  readonly #sockets: ReadonlySet<Socket>;
  readonly #way: { isOpen: boolean };

  private constructor(
    port: number,
    sockets: ReadonlySet<Socket>,
    way: { isOpen: boolean },
    close: () => Promise<void>,
  ) {
    this.port = port;
    this.#sockets = sockets;
    this.#way = way;
    this.#close = close;
  }

  /** In front of a server of this machine. */
  static async before(port: number): Promise<Gate> {
    const sockets = new Set<Socket>();
    const way = { isOpen: true };
    const keep = (socket: Socket): void => {
      sockets.add(socket);
      socket.setNoDelay(true);
      // Broken connections are what this is for.
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    };
    const server = createServer((inside) => {
      keep(inside);
      if (!way.isOpen) {
        inside.destroy();
        return;
      }
      const outside = connect(port, '127.0.0.1');
      keep(outside);
      inside.pipe(outside);
      outside.pipe(inside);
      inside.on('close', () => outside.destroy());
      outside.on('close', () => inside.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Gate((server.address() as AddressInfo).port, sockets, way, async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  shut(): void {
    this.#way.isOpen = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  open(): void {
    this.#way.isOpen = true;
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

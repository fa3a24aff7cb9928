/**
 * A SignalR server over real HTTP and sockets, faithful to the protocol: negotiation, handshake, and the records of the
 * JSON hub protocol. What its methods do is the test's, and so is what goes wrong on the line.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const END_OF_RECORD = '\u001e';

interface HubRecord {
  readonly type?: number;
  readonly protocol?: string;
  readonly version?: number;
  readonly invocationId?: string;
  readonly target?: string;
  readonly arguments?: readonly unknown[];
}

/** A method that a client called; streams give items. */
export class HubCall {
  readonly method: string;
  readonly argument: unknown;
  readonly isStream: boolean;
  readonly connection: HubPeer;
  isCancelled = false;
  onCancel: () => void = () => undefined;
  readonly #id: string | undefined;

  constructor(connection: HubPeer, record: HubRecord) {
    this.connection = connection;
    this.method = record.target ?? '';
    this.argument = record.arguments?.[0];
    this.isStream = record.type === 4;
    this.#id = record.invocationId;
  }

  item(item: unknown): void {
    if (!this.isCancelled) this.connection.send({ type: 2, invocationId: this.#id, item });
  }

  /** A call that is no stream has a result. */
  complete(result?: unknown): void {
    if (!this.isCancelled)
      this.connection.send({ type: 3, invocationId: this.#id, ...(!this.isStream && { result }) });
  }

  fail(error: string): void {
    if (!this.isCancelled) this.connection.send({ type: 3, invocationId: this.#id, error });
  }

  /** As ASP.NET Core tells what a method threw on purpose. */
  throwHubException(message: string): void {
    this.fail(
      `An unexpected error occurred invoking '${this.method}' on the server. HubException: ${message}`,
    );
  }

  cancel(): void {
    this.isCancelled = true;
    this.onCancel();
  }
}

/** One socket, from its handshake on. */
export class HubPeer {
  /** Records leave in many small fragments. */
  isTrickling = false;
  /** Records by their types, as they came in. */
  readonly types: number[] = [];
  readonly #socket: WebSocket;
  readonly #called: (call: HubCall) => void;
  readonly #streams = new Map<string | undefined, HubCall>();
  #received = '';
  #isGreeted = false;

  constructor(socket: WebSocket, called: (call: HubCall) => void) {
    this.#socket = socket;
    this.#called = called;
    socket.on('message', (data) => this.#read((data as Buffer).toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const call of this.#streams.values()) call.cancel();
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState <= 1;
  }

  send(record: object): void {
    const data = Buffer.from(JSON.stringify(record) + END_OF_RECORD);
    // A record is one message of the socket, in fragments that may cut a letter in two.
    const step = this.isTrickling ? 7 : data.length;
    for (let at = 0; at < data.length; at += step) {
      const fin = at + step >= data.length;
      this.#socket.send(data.subarray(at, at + step), { fin, binary: false });
    }
  }

  /** Several records in one frame. */
  sendTogether(records: readonly object[]): void {
    this.#socket.send(records.map((record) => JSON.stringify(record) + END_OF_RECORD).join(''));
  }

  /** As `CloseMessage`: the server ends the connection on purpose. */
  close(error?: string, allowReconnect = false): void {
    this.send({ type: 7, ...(error !== undefined && { error }), allowReconnect });
    this.#socket.close();
  }

  /** Cuts the line, as a broken network would. */
  drop(): void {
    this.#socket.terminate();
  }

  #read(text: string): void {
    const records = (this.#received + text).split(END_OF_RECORD);
    this.#received = records.pop() ?? '';
    for (const record of records) this.#take(JSON.parse(record) as HubRecord);
  }

  #take(record: HubRecord): void {
    if (!this.#isGreeted) {
      const isKnown = record.protocol === 'json' && (record.version === 1 || record.version === 2);
      this.send(isKnown ? {} : { error: `The protocol '${record.protocol}' is not supported.` });
      this.#isGreeted = isKnown;
      return;
    }
    this.types.push(record.type ?? 0);
    if (record.type === 1 || record.type === 4) {
      const call = new HubCall(this, record);
      if (call.isStream) this.#streams.set(record.invocationId, call);
      this.#called(call);
    } else if (record.type === 5) {
      this.#streams.get(record.invocationId)?.cancel();
      this.#streams.delete(record.invocationId);
    } else if (record.type === 7) this.#socket.close();
  }
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

export class HubServer {
  readonly peers: HubPeer[] = [];
  /** All requests and upgrades. */
  readonly requests: SeenRequest[] = [];
  /** What a negotiation is answered with instead; a status, or fields of its JSON. */
  refusal: number | object | null = null;
  /** Negotiations are heard and not answered. */
  isSilent = false;
  readonly #server: Server;
  readonly #called: (call: HubCall) => void;
  readonly #tokens = new Set<string>();

  private constructor(server: Server, called: (call: HubCall) => void) {
    this.#server = server;
    this.#called = called;
    const sockets = new WebSocketServer({ noServer: true });
    server.on('request', (request, response) => this.#answer(request, response));
    server.on('upgrade', (request, socket, head) => {
      this.#note(request);
      const token = new URL(request.url ?? '', 'http://hub').searchParams.get('id') ?? '';
      // A negotiated token is good for one socket.
      if (!this.#tokens.delete(token)) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      else
        sockets.handleUpgrade(request, socket, head, (accepted) => {
          this.peers.push(new HubPeer(accepted, this.#called));
        });
    });
  }

  static async start(called: (call: HubCall) => void): Promise<HubServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HubServer(server, called);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hubs/conversations`;
  }

  get openPeers(): number {
    return this.peers.filter(({ isOpen }) => isOpen).length;
  }

  /** Cuts all lines. */
  drop(): void {
    for (const peer of this.peers) peer.drop();
  }

  async close(): Promise<void> {
    this.drop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #note({ method = '', url = '', headers }: IncomingMessage): void {
    this.requests.push({ method, url, authorization: headers.authorization });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#note(request);
    const { origin } = request.headers;
    if (origin !== undefined) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader(
        'Access-Control-Allow-Headers',
        request.headers['access-control-request-headers'] ?? '',
      );
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (this.isSilent) return;
    if (typeof this.refusal === 'number') {
      response.writeHead(this.refusal).end();
      return;
    }
    const connectionToken = crypto.randomUUID();
    this.#tokens.add(connectionToken);
    const availableTransports = [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }];
    const answer = {
      negotiateVersion: 1,
      connectionId: crypto.randomUUID(),
      connectionToken,
      availableTransports,
    };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(this.refusal ?? answer));
  }
}

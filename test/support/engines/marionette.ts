/**
 * Firefox as a process with a profile of its own, and the connection by which it may be asked what no page may ask. That
 * one opens the session, which the other protocol then joins: there can be only one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of some 50 ms each. */
const MOST_TRIES = 600;

type Answer = readonly [type: 1, id: number, error: { readonly message: string } | null, result: unknown];

export class Marionette {
  /** Of the session, for the other protocol. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly sessionId: string;
  readonly #wire: Wire;
  readonly #end: () => Promise<void>;

  private constructor(wire: Wire, session: Session, end: () => Promise<void>) {
    this.#wire = wire;
    this.capabilities = session.capabilities;
    this.sessionId = session.sessionId;
    this.#end = end;
  }

  static async start(path: string, preferences: Readonly<Record<string, unknown>>): Promise<Marionette> {
    const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
    const lines = Object.entries({ ...preferences, 'marionette.port': 0 }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const process = spawn(
      path,
      [
        ...['--headless', '--no-remote', '--profile', profile],
        ...['--marionette', '--remote-allow-system-access', '--remote-debugging-port=0', 'about:blank'],
      ],
      { stdio: 'ignore' },
    );
    const end = (): Promise<void> => stop(process, profile);
    try {
      const wire = await Wire.to(await portIn(profile, process));
      const session = (await wire.send('WebDriver:NewSession', {
        webSocketUrl: true,
        unhandledPromptBehavior: { default: 'ignore' },
      })) as Session;
      await wire.send('Marionette:SetContext', { value: 'chrome' });
      return new Marionette(wire, session, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** Runs a script in the browser's own window: statements that return a value or a promise. */
  async run(script: string): Promise<unknown> {
    const parameters = { script, args: [], sandbox: 'system', newSandbox: false };
    const { value } = (await this.#wire.send('WebDriver:ExecuteScript', parameters)) as { value: unknown };
    return value;
  }

  async close(): Promise<void> {
    this.#wire.end();
    await this.#end();
  }
}

interface Session {
  readonly sessionId: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

async function portIn(profile: string, process: ChildProcess): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES && process.exitCode === null; tries += 1) {
    try {
      const port = Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
      if (port > 0) return port;
    } catch {
      // It is still starting.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Firefox did not start.');
}

async function stop(process: ChildProcess, profile: string): Promise<void> {
  if (process.exitCode === null) {
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill('SIGKILL');
    await ended;
  }
  // Its other processes may still write for a moment.
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Messages of the form `length:JSON`, each with an answer. */
class Wire {
  readonly #socket: Socket;
  readonly #waiting = new Map<
    number,
    { readonly done: (result: unknown) => void; readonly fail: (error: Error) => void }
  >();
  #rest = Buffer.alloc(0);
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (data) => this.#receive(data));
    socket.on('close', () => {
      for (const { fail } of this.#waiting.values()) fail(new Error('Firefox has gone.'));
    });
    socket.on('error', () => undefined);
  }

  static async to(port: number): Promise<Wire> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new Wire(socket);
  }

  send(name: string, parameters: object): Promise<unknown> {
    this.#id += 1;
    const id = this.#id;
    const text = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${String(Buffer.byteLength(text))}:${text}`);
    return new Promise((done, fail) => this.#waiting.set(id, { done, fail }));
  }

  end(): void {
    this.#socket.destroy();
  }

  #receive(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const colon = this.#rest.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#rest.subarray(0, colon).toString());
      if (this.#rest.length < end) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, end).toString()) as Answer | object;
      this.#rest = this.#rest.subarray(end);
      // The first one is a greeting.
      if (Array.isArray(message)) this.#answer(message as unknown as Answer);
    }
  }

  #answer([, id, error, result]: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.fail(new Error(error.message));
    else waiting?.done(result);
  }
}

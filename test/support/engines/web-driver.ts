/** A session of the WebDriver protocol: as much of it as the commands of the test runner need. */

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The protocol writes keys without a character as characters of a private area of Unicode. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F2: '\uE032',
  F10: '\uE03A',
  Meta: '\uE03D',
};

const BUTTONS = { left: 0, middle: 1, right: 2, back: 3, forward: 4 } as const;
export type Button = keyof typeof BUTTONS;

/** The character by which the protocol knows a key. */
function keyValue(name: string): string {
  const value = KEYS[name] ?? name;
  if (Array.from(value).length !== 1)
    throw new Error(`The key ${name} is not in the table of WebDriver's keys yet.`);
  return value;
}

/** A driver that has not answered by then never will: it waits for an event that its browser lost. */
const ANSWER_DEADLINE_MS = 60_000;
const END_DEADLINE_MS = 5_000;

export class WebDriverSession {
  readonly #address: string;
  readonly #path: string;

  private constructor(address: string, path: string) {
    this.#address = address;
    this.#path = path;
  }

  /** Waits until the driver, which may just have been started, takes a session. */
  static async start(address: string, capabilities: object): Promise<WebDriverSession> {
    for (let tries = 0; !(await isReady(address)); tries += 1) {
      if (tries === 200) throw new Error(`No WebDriver at ${address}.`);
      await new Promise((done) => setTimeout(done, 50));
    }
    const { sessionId } = await send<{ sessionId: string }>('POST', `${address}/session`, {
      capabilities: { alwaysMatch: capabilities },
    });
    return new WebDriverSession(address, `/session/${sessionId}`);
  }

  goto(url: string): Promise<unknown> {
    return this.#send('POST', '/url', { url });
  }
  url(): Promise<string> {
    return this.#send('GET', '/url');
  }
  setWindowSize(width: number, height: number): Promise<unknown> {
    return this.#send('POST', '/window/rect', { x: 0, y: 0, width, height });
  }
  /** Runs the body of a function in the page. */
  execute<Answer>(script: string): Promise<Answer> {
    return this.#send('POST', '/execute/sync', { script, args: [] });
  }
  /** The same for one that calls its last argument when it is done. */
  executeAsync(script: string): Promise<unknown> {
    return this.#send('POST', '/execute/async', { script, args: [] });
  }
  async end(): Promise<void> {
    await send('DELETE', `${this.#address}${this.#path}`, undefined, END_DEADLINE_MS);
  }

  keys(...steps: readonly (readonly ['keyDown' | 'keyUp', string])[]): Promise<unknown> {
    const actions = steps.map(([type, name]) => ({ type, value: keyValue(name) }));
    return this.#send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  pointer(
    ...steps: readonly (
      readonly ['pointerMove', number, number] | readonly ['pointerDown' | 'pointerUp', Button | undefined]
    )[]
  ): Promise<unknown> {
    const actions = steps.map((step) =>
      step[0] === 'pointerMove'
        ? { type: step[0], x: Math.round(step[1]), y: Math.round(step[2]), duration: 0, origin: 'viewport' }
        : { type: step[0], button: BUTTONS[step[1] ?? 'left'] },
    );
    const parameters = { pointerType: 'mouse' };
    return this.#send('POST', '/actions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters, actions }],
    });
  }

  /** Lets go of every key and button. */
  releaseActions(): Promise<unknown> {
    return this.#send('DELETE', '/actions');
  }

  /** What a script returns as elements. */
  async elements(script: string): Promise<readonly string[]> {
    const found = await this.execute<readonly Record<string, string>[]>(script);
    return found.map((reference) => reference[ELEMENT] ?? '');
  }
  computedRole(element: string): Promise<string> {
    return this.#send('GET', `/element/${element}/computedrole`);
  }
  computedName(element: string): Promise<string> {
    return this.#send('GET', `/element/${element}/computedlabel`);
  }

  #send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return send(method, `${this.#address}${this.#path}${path}`, body);
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await send<{ ready: boolean }>('GET', `${address}/status`)).ready;
  } catch {
    return false;
  }
}

async function send<Answer>(
  method: string,
  url: string,
  body?: object,
  deadline = ANSWER_DEADLINE_MS,
): Promise<Answer> {
  const signal = AbortSignal.timeout(deadline);
  const response = await fetch(url, { method, signal, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: Answer & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${url}: ${value.error ?? ''} ${value.message ?? ''}`);
  return value;
}

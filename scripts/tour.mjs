// npm run tour: the five commonest jobs, each by keyboard alone and by pointer alone, with a picture of each step in tour/.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStage, untilThere } from './demo-stage.mjs';

process.chdir(resolve(import.meta.dirname, '..'));
const FOLDER = 'tour';
const SIZE = { width: 1360, height: 868 };
const QUERY =
  'arg.seed=7&arg.rate=0&arg.conversations=200&arg.policy={"forceCloseReasons":["Customer left","Duplicate"]}';

const problems = [];
let current = '';
const stage = await openStage((text) => problems.push(`${current}: ${text}`));
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);

/** What somebody has to do the jobs with; anything else fails the tour. */
class Hands {
  #page;
  #by;
  #step = 0;

  constructor(page, by) {
    this.#page = page;
    this.#by = by;
  }

  async picture(name) {
    this.#step += 1;
    const path = join(FOLDER, `${current}-${this.#step}-${name}.png`);
    await this.#page.screenshot({ path });
  }

  /** Waits until it is there, and may be pressed. `name`: a part of its name. */
  async find(role, name) {
    const handle = await this.#page.waitForFunction(findControl, { timeout: 10_000 }, SELECTORS[role], name);
    return handle.asElement();
  }

  /** Whether it is there now. */
  sees(role, name) {
    return this.#page.evaluate(
      `(${findControl.toString()})(${JSON.stringify(SELECTORS[role])}, ${JSON.stringify(name)}) !== undefined`,
    );
  }

  /** As long as somebody takes to see that nothing happened. */
  rest() {
    return new Promise((resolve) => setTimeout(resolve, 400));
  }

  /** Waits until it is gone. */
  gone(role, name) {
    return this.#page.waitForFunction(
      `!(${findControl.toString()})(${JSON.stringify(SELECTORS[role])}, ${JSON.stringify(name)})`,
      { timeout: 10_000 },
    );
  }

  async press(...keys) {
    this.#only('keyboard');
    for (const key of keys) {
      const [last, ...held] = key.split('+').reverse();
      for (const each of held) await this.#page.keyboard.down(each);
      await this.#page.keyboard.press(last);
      for (const each of held) await this.#page.keyboard.up(each);
    }
  }

  /** Tab until the focus is on it. */
  async tabTo(role, name) {
    await this.find(role, name);
    await this.#tabUntil(`${role} ${name}`, isFocused, SELECTORS[role], name);
  }

  /** Tab until the focus is in the grid, then ↓ until it is on a row with this text. */
  async goToRow(...texts) {
    await this.#tabUntil('a row', isInRow, []);
    await this.goOnToRow(...texts);
  }

  async goOnToRow(...texts) {
    for (let presses = 0; presses < 80; presses += 1) {
      if (presses > 0) await this.press('ArrowDown');
      if (await this.#page.evaluate(isInRow, texts)) return;
    }
    throw new Error(`no row with ${texts}`);
  }

  async #tabUntil(what, ...test) {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press('Tab');
      if (await this.#page.evaluate(...test)) return;
    }
    throw new Error(`${what} is not reached by Tab`);
  }

  /** Letters: there is no other way to give a name. */
  type(text) {
    return this.#page.keyboard.type(text);
  }

  async click(role, name, options) {
    this.#only('pointer');
    await (await this.find(role, name)).click(options);
  }

  /** From a list that the system draws. */
  async choose(role, value) {
    this.#only('pointer');
    await (await this.find(role, '')).select(value);
  }

  /** Opens the menu of the first row with these texts. */
  async openMenu(...texts) {
    this.#only('pointer');
    await (await this.#row(0, texts)).click({ button: 'right' });
  }

  async select(place, ...texts) {
    this.#only('pointer');
    const box = await (await this.#row(place, texts)).$('input[type=checkbox]');
    await box.click();
  }

  async #row(place, texts) {
    const row = (await this.#page.evaluateHandle(findRow, place, texts)).asElement();
    if (!row) throw new Error(`no row with ${texts}`);
    return row;
  }

  #only(by) {
    if (by !== this.#by) throw new Error(`this is to be done by ${this.#by} alone`);
  }
}

const SELECTORS = {
  button: 'button:not([role]), [role=button]',
  menuitem: '[role=menuitem]',
  view: '[role=menuitemradio]',
  option: '[role=option]',
  dialog: 'dialog[open], [role=dialog]',
  textbox: 'textarea, input[type=text], [role=textbox]',
  choice: 'select, input[type=radio], [role=combobox]',
  status: '[role=status]',
};

/** What is common to both ways of a job: the dialog is there, and then its outcome. */
async function confirmed(hands, confirm) {
  // For a moment after it has come the button takes no press: nobody may close what they have not seen.
  for (let tries = 0; tries < 10 && (await hands.sees('dialog', '')); tries += 1) {
    await confirm();
    await hands.rest();
  }
  await hands.gone('dialog', '');
  await hands.picture('done');
}

const JOBS = {
  'find the longest wait and assign it': {
    async keyboard(hands) {
      await hands.goToRow('Unassigned');
      await hands.picture('longest-wait');
      await hands.press('a');
      await hands.find('option', '');
      await hands.picture('dialog');
      await hands.press('ArrowDown', 'Enter');
      await hands.tabTo('button', 'Assign to');
      await hands.picture('agent-chosen');
      await confirmed(hands, () => hands.press('Enter'));
    },
    async pointer(hands) {
      await hands.openMenu('Unassigned');
      await hands.picture('menu');
      await hands.click('menuitem', 'Assign');
      await hands.click('option', '');
      await hands.find('button', 'Assign to');
      await hands.picture('agent-chosen');
      await confirmed(hands, () => hands.click('button', 'Assign to'));
    },
  },
  'transfer three at once': {
    async keyboard(hands) {
      await hands.goToRow('Sales', 'Active');
      for (let count = 0; count < 3; count += 1) {
        await hands.goOnToRow('Sales', 'Active');
        await hands.press('Space', 'ArrowDown');
      }
      // On a row that is not selected the key would be about that one.
      await hands.press('ArrowUp');
      await hands.picture('selected');
      await hands.press('t');
      await hands.find('option', '');
      await hands.press('ArrowDown', 'Enter');
      await hands.picture('dialog');
      await hands.tabTo('button', 'Transfer to');
      await confirmed(hands, () => hands.press('Enter'));
    },
    async pointer(hands) {
      for (let place = 0; place < 3; place += 1) await hands.select(place, 'Sales', 'Active');
      await hands.picture('selected');
      await hands.click('button', 'Transfer');
      await hands.click('option', '');
      await hands.find('button', 'Transfer to');
      await hands.picture('dialog');
      await confirmed(hands, () => hands.click('button', 'Transfer to'));
    },
  },
  'monitor an unhappy customer and join': {
    async keyboard(hands) {
      await hands.tabTo('button', 'View:');
      await hands.press('Enter');
      await hands.find('view', 'Unhappy');
      await hands.press('ArrowDown', 'ArrowDown', 'ArrowDown');
      await hands.picture('views');
      await hands.press('Enter');
      await hands.goToRow('Active');
      await hands.press('m');
      await hands.find('dialog', 'Monitor conversation');
      await hands.tabTo('button', 'Join conversation');
      await hands.picture('monitoring');
      await hands.press('Enter');
      await hands.find('textbox', '');
      await hands.picture('joined');
    },
    async pointer(hands) {
      await hands.click('button', 'View:');
      await hands.picture('views');
      await hands.click('view', 'Unhappy');
      await hands.openMenu('Active');
      await hands.click('menuitem', 'Monitor');
      await hands.picture('monitoring');
      await hands.click('button', 'Join conversation');
      await hands.find('textbox', '');
      await hands.picture('joined');
    },
  },
  'force-close a stuck one with a reason': {
    async keyboard(hands) {
      await hands.goToRow('Waiting');
      await hands.press('x');
      await hands.find('dialog', '');
      await hands.tabTo('choice', '');
      await hands.press('ArrowDown');
      await hands.picture('reason');
      await hands.tabTo('button', 'Continue');
      await confirmed(hands, () => hands.press('Enter'));
    },
    async pointer(hands) {
      await hands.click('button', 'Waiting');
      await hands.openMenu('Waiting');
      await hands.click('menuitem', 'Force close');
      await hands.choose('choice', 'Customer left');
      await hands.picture('reason');
      await confirmed(hands, () => hands.click('button', 'Continue'));
    },
  },
  'save a view': {
    async keyboard(hands) {
      await hands.tabTo('button', 'Channel');
      await hands.press('Enter');
      await hands.find('option', '');
      await hands.press('ArrowDown', 'Space', 'Escape');
      await hands.tabTo('button', 'View:');
      await hands.press('Enter');
      await hands.find('menuitem', 'views');
      await hands.press('End', 'Enter');
      await hands.find('dialog', 'Views');
      await hands.type('One channel');
      await hands.picture('name');
      await hands.press('Enter');
      await hands.find('status', 'One channel is saved');
      await hands.picture('saved');
    },
    async pointer(hands) {
      await hands.click('button', 'Channel');
      await hands.click('option', '');
      await hands.click('button', 'View:');
      await hands.click('menuitem', 'views');
      await hands.find('dialog', 'Views');
      await hands.type('One channel');
      await hands.picture('name');
      await hands.click('button', 'Save');
      await hands.find('status', 'One channel is saved');
      await hands.picture('saved');
    },
  },
};

async function perform(job, by) {
  current = `${job.replaceAll(' ', '-')}-by-${by}`;
  const page = await stage.open({ story: 'live-data--simulation', query: QUERY, size: SIZE });
  // Each job begins as on the first day.
  await page.evaluate(() => globalThis.localStorage.clear());
  await untilThere(page, '[data-conversation-id]', 5);
  try {
    await JOBS[job][by](new Hands(page, by));
    console.log(`${current}: done`);
  } catch (error) {
    await page.screenshot({ path: join(FOLDER, `${current}-failed.png`) });
    problems.push(`${current}: ${error.message}`);
  }
  await page.close();
}

try {
  for (const job of Object.keys(JOBS)) for (const by of ['keyboard', 'pointer']) await perform(job, by);
} finally {
  await stage.close();
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

// The following run in the page.

function findControl(selector, name) {
  const all = (tree) =>
    [...tree.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const nameOf = (element) => {
    const label =
      element.getRootNode().getElementById(element.getAttribute('aria-labelledby') ?? '') ??
      element.labels?.[0];
    return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim();
  };
  return all(globalThis.document).find(
    (element) =>
      element.checkVisibility() &&
      element.getAttribute('aria-disabled') !== 'true' &&
      (selector.includes('status') || element.getClientRects().length > 0) &&
      nameOf(element).replace(/\s+/g, ' ').includes(name),
  );
}

function isFocused(selector, name) {
  let active = globalThis.document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const text = active?.getAttribute('aria-label') ?? (active?.labels?.[0] ?? active)?.textContent ?? '';
  return active?.matches(selector) === true && text.replace(/\s+/g, ' ').trim().includes(name);
}

function isInRow(texts) {
  let active = globalThis.document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const row = active?.closest('[data-conversation-id]');
  return row != null && texts.every((text) => row.textContent.includes(text));
}

function findRow(place, texts) {
  const all = (tree) =>
    [...tree.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches('[data-conversation-id]') ? [element] : []),
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const rows = all(globalThis.document).sort((a, b) => a.ariaRowIndex - b.ariaRowIndex);
  return rows.filter((row) => texts.every((text) => row.textContent.includes(text)))[place] ?? null;
}

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

  /** Until the tree that screen readers get has it. */
  sees(role, name) {
    return this.#page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, { timeout: 10_000 });
  }

  /** Until some element of the report says so. */
  reads(text) {
    return this.#page.waitForFunction(says, { timeout: 10_000 }, text);
  }

  async press(...keys) {
    this.#only('keyboard');
    for (const key of keys) {
      const [last, ...held] = key.split('+').reverse();
      for (const each of held.reverse()) await this.#page.keyboard.down(each);
      await this.#page.keyboard.press(last);
      for (const each of held) await this.#page.keyboard.up(each);
    }
  }

  /** Tab until the focus is on it. */
  async tabTo(role, name) {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press('Tab');
      const found = await this.#page.$(`::-p-aria([name="${name}"][role="${role}"])`);
      if (found && (await found.evaluate((element) => element.matches(':focus')))) return;
    }
    throw new Error(`${role} ${name} is not reached by Tab`);
  }

  /** Tab until the focus is in the grid. */
  async tabToRows() {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press('Tab');
      if (await this.#page.evaluate(isInRow)) return;
    }
    throw new Error('the rows are not reached by Tab');
  }

  async type(text) {
    this.#only('keyboard');
    await this.#page.keyboard.type(text);
  }

  async click(role, name, options) {
    this.#only('pointer');
    const target = await this.sees(role, name);
    await target.click(options);
  }

  /** The place-th row that matches, from the first in sight on. */
  async row(matching, place = 0) {
    const row = await this.#page.evaluateHandle(findRow, matching, place);
    const element = row.asElement();
    if (!element) throw new Error(`no row ${matching}`);
    return element;
  }

  #only(by) {
    if (by !== this.#by) throw new Error(`this is to be done by ${this.#by} alone`);
  }
}

const JOBS = {
  'assign-the-longest-wait': {
    async keyboard(hands) {
      await hands.tabToRows();
      await hands.press('Control+Home');
      await hands.press('ArrowDown');
      await hands.picture('longest-wait');
      await hands.press('a');
      await hands.sees('dialog', 'Assign conversation');
      await hands.picture('dialog');
      await hands.press('ArrowDown', 'Enter');
      await hands.picture('agent-chosen');
      await hands.tabTo('button', 'Assign');
      await hands.press('Enter');
      await hands.reads('Assigned');
      await hands.picture('assigned');
    },
    async pointer(hands) {
      const row = await hands.row('Open');
      await row.hover();
      await hands.picture('longest-wait');
      await row.click({ button: 'right' });
      await hands.click('menuitem', 'Assign…');
      await hands.picture('dialog');
    },
  },
};

async function perform(job, by) {
  current = `${job}-${by}`;
  const page = await stage.open({ story: 'live-data--simulation', query: QUERY, size: SIZE });
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

function says(text) {
  const look = (tree) =>
    [...tree.querySelectorAll('*')].some(
      (element) =>
        (element.childElementCount === 0 &&
          element.textContent.includes(text) &&
          element.checkVisibility()) ||
        (element.shadowRoot && look(element.shadowRoot)),
    );
  return look(globalThis.document);
}

function isInRow() {
  let active = globalThis.document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.closest('[data-conversation-id]') != null;
}

function findRow(matching, place) {
  const all = (tree) =>
    [...tree.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches('[data-conversation-id]') ? [element] : []),
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const rows = all(globalThis.document).sort((a, b) => a.ariaRowIndex - b.ariaRowIndex);
  return rows.filter((row) => row.textContent.includes(matching))[place] ?? null;
}

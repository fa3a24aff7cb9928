// One measurement: a fresh page, one contestant, one scale, all phases.
import { heapMb, shares, usage } from './cpu.mjs';
import { Profile } from './profile.mjs';

/** Resolves with the figures of the phases; a phase that went wrong has `wrong`, and so have those it kept from coming. */
export async function measure(browser, server, { contestant, scale, seconds, trace }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const client = await page.createCDPSession();
  await client.send('Performance.enable');
  const profile = new Profile(client, trace);
  const limit = seconds * 1000 + 25_000;
  const call = (name, ...args) =>
    within(
      limit,
      page.evaluate((name, args) => window.bench[name](...args), name, args),
    );
  const figures = {};
  let phase = 'first';
  try {
    server.begin();
    await page.goto(`${server.origin}/page.html?contestant=${contestant}&scale=${scale}`);
    await call('open', contestant, scale);
    figures.gzipKb = server.loadedKb();
    figures.first = await watched(
      'first',
      () => call('first'),
      (found) => found,
    );
    await judge('first');
    figures.geometry = await call('geometry');
    for (phase of ['live', 'scroll']) {
      await call('generate', seconds);
      figures[phase] = await watched(
        phase,
        () => call('run', phase),
        (found) => found,
      );
      await judge(phase);
      if (phase === 'live') figures.heapMb = await within(limit, heapMb(client));
    }
    figures.gzipKb = server.loadedKb();
  } catch (error) {
    figures[phase] = { ...figures[phase], wrong: [error.message, ...problems].join('; ').slice(0, 300) };
  }
  await Promise.race([context.close().catch(() => {}), new Promise((done) => setTimeout(done, 5_000))]);
  return figures;

  async function watched(name, run, read) {
    await profile.start();
    const before = await usage(client);
    const found = read(await run());
    const used = shares(before, await within(limit, usage(client)));
    await profile.stop(name, `${contestant} at ${scale}`);
    return { ...used, ...found };
  }

  /** What is on the page must be right, else its figures say nothing. */
  async function judge(name) {
    const fault = await call('gate');
    if (fault !== null) figures[name].wrong = [fault, ...problems].join('; ').slice(0, 300);
  }
}

async function within(ms, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`blocked for ${Math.round(ms / 1000)} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// The token in the iframe sample: who gets it, and where it is never seen.
import { strict as assert } from 'node:assert';
import { byRole, poll } from './finding.mjs';

export function* frameChecks(stage) {
  const { tokens } = stage;

  yield [
    'the token is in no address and in no storage',
    async () => {
      const { page, addresses, problems } = await stage.open(`${stage.origin}/iframe/index.html`);
      const frame = await page.waitForFrame((each) => each.url().endsWith('/iframe/report.html'));
      await byRole(frame, 'grid', 'Ongoing conversations');
      await poll('rows', () => frame.$('>>> [data-conversation-id]'));
      assert.ok(tokens.asked > 0, 'a token was asked for');
      assert.deepEqual(
        addresses.filter((address) => address.includes(tokens.token)),
        [],
      );
      for (const place of [page, frame]) {
        const kept = await place.evaluate(() =>
          JSON.stringify([
            { ...globalThis.localStorage },
            { ...globalThis.sessionStorage },
            globalThis.document.cookie,
          ]),
        );
        assert.ok(!kept.includes(tokens.token), kept);
      }
      assert.deepEqual(problems, []);
      await page.close();
    },
  ];

  yield [
    'the page answers nobody but its frame',
    async () => {
      const { page } = await stage.open(`${stage.origin}/iframe/index.html`);
      const frame = await page.waitForFrame((each) => each.url().endsWith('/iframe/report.html'));
      await poll('rows', () => frame.$('>>> [data-conversation-id]'));
      const before = tokens.asked;
      // The page itself, and a frame of another origin than that of the report.
      await page.evaluate(answerEnd);
      assert.deepEqual(await page.evaluate(ask), []);
      const stranger = await page.evaluateHandle((address) => {
        const element = globalThis.document.createElement('iframe');
        element.src = address;
        globalThis.document.body.append(element);
        return element;
      }, `${stage.otherOrigin}/iframe/index.html`);
      const other = await poll('the other frame', () => stranger.contentFrame());
      await other.waitForSelector('button');
      assert.deepEqual(await other.evaluate(ask), []);
      assert.equal(tokens.asked, before);
      await page.close();
    },
  ];

  yield [
    'the frame asks no page that it does not know, and believes none',
    async () => {
      const before = tokens.asked;
      const { page } = await stage.open(`${stage.otherOrigin}/iframe/index.html`);
      const frame = await page.waitForFrame((each) => each.url().endsWith('/iframe/report.html'));
      await poll('the report asks for a token', () => frame.evaluate(isConnecting));
      await page.evaluate(answerAll, frame.url());
      assert.equal(await frame.evaluate(askAgain), 'no token');
      assert.deepEqual(await page.evaluate(() => globalThis.heard), ['asked']);
      assert.equal(tokens.asked, before);
      assert.equal(await frame.$('>>> [data-conversation-id]'), null);
      await page.close();
    },
  ];
}

// The following run in pages.

function isConnecting() {
  return globalThis.document.querySelector('ongoing-conversations-report')?.connection.state === 'connecting';
}

/** A parent that would give a token of its own to whoever asks, and for whatever it could guess. */
function answerAll(address) {
  globalThis.heard = [];
  globalThis.addEventListener('message', ({ data, source }) => {
    globalThis.heard.push(data);
    source.postMessage({ type: 'token', id: 'guessed', token: 'forged' }, new URL(address).origin);
    source.postMessage('answered', new URL(address).origin);
  });
}

/** Asks once more, with an id that the parent guesses, and waits for what that answers. */
function askAgain() {
  return new Promise((done) => {
    globalThis.addEventListener('message', ({ data }) => data === 'answered' && done('no token'));
    globalThis.crypto.randomUUID = () => 'guessed';
    const report = globalThis.document.querySelector('ongoing-conversations-report');
    void report.tokenProvider('').then((token) => done(token));
    // Heard after what the page itself asks.
    globalThis.parent.postMessage('asked', '*');
  });
}

/** Tells who asks for it that all they have sent before has been dealt with. */
function answerEnd() {
  globalThis.addEventListener('message', async ({ data, source }) => {
    if (data !== 'end?') return;
    // What the page asked its server because of them is there before this.
    await fetch('/favicon.ico');
    source.postMessage('end', '*');
  });
}

/** Asks the page on top for a token and gives what comes until it has dealt with that. */
function ask() {
  return new Promise((done) => {
    const answers = [];
    globalThis.addEventListener('message', ({ data }) => {
      if (data?.type === 'token') answers.push(data);
      if (data === 'end') done(answers);
    });
    globalThis.top.postMessage({ type: 'token-request', id: 'stranger' }, '*');
    globalThis.top.postMessage('end?', '*');
  });
}

import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type sinon from 'sinon';
import type { CandidatePage } from '../../../src/data-source/data-source.js';
import type { AgentCandidate } from '../../../src/model/agent.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import { allByRole, byRole, descriptionOf } from '../../support/by-role.js';
import { agent, DialogPage, holdTime, page, type DialogOptions } from '../../support/dialog-page.js';

const FRENCH = { id: 'fr', name: 'French', level: 3 };
const AWAY = { eligible: false, why: 'Presence is not allowed', presence: 'away' };
const AGENTS = [
  agent('ada', 'Ada'),
  agent('bea', 'Bea', { capacity: { used: 5, max: 4, profile: 'Chat' } }),
  agent('cem', 'Cem', {
    skills: [
      { ...FRENCH, level: 5 },
      { id: 'de', name: 'German', level: 8 },
    ],
  }),
  agent('dan', 'Dan', AWAY),
];

const open = (options: DialogOptions = {}): Promise<DialogPage> =>
  DialogPage.open('assign', {
    rows: [conversation('c-1', { skills: [FRENCH] })],
    agents: AGENTS,
    ...options,
  });

/** A promise that the test settles. */
function deferred<Value>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
} {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

describe('Candidate list', () => {
  let clock: sinon.SinonFakeTimers | undefined;
  afterEach(() => {
    clock?.restore();
    clock = undefined;
  });

  describe('what it shows', () => {
    it('eligible agents, best skill match first, then the most free capacity', async () => {
      const dialog = await open();
      expect(dialog.options).to.deep.equal(['Cem', 'Ada', 'Bea']);
      expect(dialog.listStatus).to.contain('3 of 4 agents: only those whose presence this workstream allows');
    });

    it('skills with their level, the needed ones marked in words', async () => {
      const dialog = await open();
      const description = descriptionOf(dialog.option('Cem')).replace(/\s+/g, ' ');
      expect(description).to.contain('French ★★★★★level 5, needed');
      expect(description).to.contain('German ★ 8level 8').and.to.not.contain('level 8, needed');
    });

    it('two skills, or all that are needed; the others as a number, told in the description', async () => {
      const names = ['Arabic', 'Czech', 'Danish', 'Dutch'];
      const skills = names.map((name, index) => ({ id: name, name, level: 4 - index }));
      const dialog = await open({ agents: [agent('poly', 'Poly', { skills: [...skills, FRENCH] })] });
      const option = dialog.option('Poly');
      expect(option.textContent).to.contain('+3');
      expect(descriptionOf(option)).to.contain('Czech, Danish, Dutch');
    });

    it('capacity in words, and who is over it can be chosen all the same', async () => {
      const dialog = await open();
      expect(descriptionOf(dialog.option('Ada'))).to.contain('1 of 4');
      expect(descriptionOf(dialog.option('Bea')))
        .to.contain('over capacity by 2')
        .and.to.contain('5 of 4')
        .and.to.contain('Chat');
      await dialog.choose('Bea');
      expect(dialog.button('Assign to Bea').hasAttribute('aria-disabled')).to.equal(false);
    });

    it('the others on request, last, with why, and not to be chosen', async () => {
      const dialog = await open();
      expect(dialog.showAll.getAttribute('aria-checked')).to.equal('false');
      await dialog.tabTo(dialog.showAll);
      await dialog.press('Space');
      expect(dialog.showAll.getAttribute('aria-checked')).to.equal('true');
      expect(dialog.options).to.deep.equal(['Cem', 'Ada', 'Bea', 'Dan']);
      const excluded = dialog.option('Dan');
      expect(excluded.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(excluded)).to.contain('Presence is not allowed');
      await dialog.choose('Dan');
      expect(dialog.chosen).to.equal(undefined);
      expect(await dialog.violations()).to.deep.equal([]);
    });

    it('a hint when nobody found can take it', async () => {
      const dialog = await open({ agents: [agent('dan', 'Dan', AWAY)] });
      expect(dialog.listStatus).to.equal(
        'The one agent found cannot take it now. Show all agents to see why.',
      );
    });
  });

  it('says that the conversations are in several queues when nobody serves them all', async () => {
    const rows = [
      conversation('c-1'),
      conversation('c-2', { queue: { id: 'q2', name: 'Orders', type: 'messaging' } }),
    ];
    const dialog = await DialogPage.prepare('assign', { rows });
    dialog.findAgents = () => Promise.resolve({ entries: [], next: null, asOf: 0 });
    await dialog.show('assign', ['c-1', 'c-2']);
    expect(dialog.listStatus).to.equal(
      'No agent can take it. They are in 2 queues: an agent has to serve all of them.',
    );
  });

  describe('keys', () => {
    it('choose one by arrows, Home and End, and show it', async () => {
      const dialog = await open({
        agents: Array.from({ length: 30 }, (_, index) =>
          agent(`a${String(index)}`, `Agent ${String(index + 10)}`),
        ),
      });
      await dialog.press('ArrowDown');
      expect([dialog.chosen, dialog.highlighted]).to.deep.equal(['Agent 10', 'Agent 10']);
      await dialog.press('End');
      expect([dialog.chosen, dialog.highlighted]).to.deep.equal(['Agent 39', 'Agent 39']);
      const list = byRole(dialog.listRoot, 'listbox', 'Agents').getBoundingClientRect();
      expect(dialog.option('Agent 39').getBoundingClientRect().bottom).to.be.at.most(list.bottom + 1);
      await dialog.press('ArrowUp', 'ArrowUp');
      expect(dialog.chosen).to.equal('Agent 37');
      await dialog.press('Home', 'ArrowUp');
      expect(dialog.chosen).to.equal('Agent 10');
      expect(allByRole(dialog.listRoot, 'option').filter(isSelected)).to.have.length(1);
    });

    it('highlight without choosing when tabbed to; Space chooses', async () => {
      const dialog = await open();
      await dialog.tabTo(byRole(dialog.listRoot, 'listbox', 'Agents'));
      expect(dialog.highlighted).to.equal('Cem');
      expect(dialog.chosen).to.equal(undefined);
      await dialog.press('Space');
      expect(dialog.chosen).to.equal('Cem');
    });

    it('reach an excluded agent to read why, and keep the choice', async () => {
      const dialog = await open();
      dialog.showAll.click();
      await dialog.settled();
      await dialog.tabTo(byRole(dialog.listRoot, 'listbox', 'Agents'));
      await dialog.press('Space', 'End');
      expect(dialog.highlighted).to.equal('Dan');
      expect(dialog.chosen).to.equal('Cem');
    });
  });

  describe('search', () => {
    it('K01 sends the newest text only, once typing rests', async () => {
      const dialog = await open();
      await dialog.type('bea');
      expect(dialog.searches.map(({ text }) => text)).to.deep.equal(['', 'bea']);
      expect(dialog.options).to.deep.equal(['Bea']);
    });

    it('K01 shows only the newest answer, whatever the order they come in, and aborts the older', async () => {
      const dialog = await open();
      const older = deferred<CandidatePage<AgentCandidate>>();
      const newest = deferred<CandidatePage<AgentCandidate>>();
      dialog.findAgents = () => older.promise;
      await dialog.type('a');
      dialog.findAgents = () => newest.promise;
      await dialog.type('b');
      expect(dialog.searches.map(({ signal }) => signal?.aborted)).to.deep.equal([true, true, false]);
      newest.resolve(page([agent('new', 'Newest')]));
      await dialog.settled();
      older.resolve(page([agent('old', 'Older')]));
      await dialog.settled();
      expect(dialog.options).to.deep.equal(['Newest']);
    });

    it('K01 ignores the failure of a search that was given up', async () => {
      const dialog = await open();
      const older = deferred<CandidatePage<AgentCandidate>>();
      dialog.findAgents = () => older.promise;
      await dialog.type('a');
      dialog.findAgents = () => Promise.resolve(page([agent('new', 'Newest')]));
      await dialog.type('b');
      older.reject(new Error('too late'));
      await dialog.settled();
      expect(dialog.options).to.deep.equal(['Newest']);
      expect(dialog.listStatus).to.not.contain('too late');
    });

    it('lets go of a choice that it no longer shows, and says so', async () => {
      const dialog = await open();
      await dialog.choose('Ada');
      await dialog.type('bea');
      expect(dialog.button('Assign').getAttribute('aria-disabled')).to.equal('true');
      expect(dialog.listStatus).to.contain('Ada is no longer in the list.');
    });

    it('K03 finds nothing with words, and the dialog stays usable', async () => {
      const dialog = await open();
      await dialog.type('zzz');
      expect(dialog.listStatus).to.equal('Nothing matches zzz.');
      expect(await dialog.violations()).to.deep.equal([]);
      await dialog.press('Backspace', 'Backspace', 'Backspace');
      await waitUntil(() => dialog.listRoot.querySelector('[role=option]') !== null);
      expect(dialog.options).to.contain('Ada');
    });
  });

  describe('states', () => {
    const opening = async (): Promise<{
      dialog: DialogPage;
      answer: ReturnType<typeof deferred<CandidatePage<AgentCandidate>>>;
    }> => {
      const answer = deferred<CandidatePage<AgentCandidate>>();
      const dialog = await DialogPage.prepare('assign', { rows: [conversation('c-1')] });
      dialog.findAgents = () => answer.promise;
      await dialog.show('assign', ['c-1']);
      return { dialog, answer };
    };

    it('K05 is loading, then slow, and the dialog can be left meanwhile', async () => {
      clock = holdTime();
      const { dialog, answer } = await opening();
      expect(dialog.listStatus).to.equal('Looking for candidates…');
      expect(await dialog.violations()).to.deep.equal([]);
      clock.tick(3000);
      await dialog.settled();
      expect(dialog.listStatus).to.contain('Still looking');
      answer.resolve(page([agent('ada', 'Ada')]));
      await dialog.settled();
      expect(dialog.options).to.deep.equal(['Ada']);
      dialog.button('Cancel').click();
      expect(dialog.cancelled).to.equal(1);
    });

    it('K04 failed, with what the back end said and another try', async () => {
      const { dialog, answer } = await opening();
      answer.reject(new Error('The directory is away <b>now</b>'));
      await dialog.settled();
      expect(dialog.listStatus).to.contain('could not be loaded: The directory is away <b>now</b>');
      expect(await dialog.violations()).to.deep.equal([]);
      dialog.findAgents = () => Promise.resolve(page([agent('ada', 'Ada')]));
      const retry = dialog.listButton('Try again') as HTMLElement;
      await dialog.tabTo(retry);
      await dialog.press('Enter');
      expect(dialog.options).to.deep.equal(['Ada']);
      expect(dialog.listRoot.contains(dialog.focused), 'the focus stays in the list').to.equal(true);
    });

    it('K04 survives a source that throws instead of answering', async () => {
      const dialog = await DialogPage.prepare('assign', { rows: [conversation('c-1')] });
      dialog.findAgents = () => {
        throw new Error('broken');
      };
      await dialog.show('assign', ['c-1']);
      expect(dialog.listStatus).to.contain('broken');
    });

    it('K03 empty', async () => {
      const dialog = await open({ agents: [] });
      expect(dialog.listStatus).to.equal('No agent can take it.');
      expect(await dialog.violations()).to.deep.equal([]);
    });
  });

  describe('pages', () => {
    /** Five hundred agents, fifty a page. */
    const paged = ({ after = null }: { after?: string | null }): Promise<CandidatePage<AgentCandidate>> => {
      const start = after === null ? 0 : Number(after);
      const entries = Array.from({ length: 50 }, (_, index) => {
        const number = String(start + index).padStart(3, '0');
        return agent(`a${number}`, `Agent ${number}`);
      });
      return Promise.resolve(page(entries, start >= 450 ? null : String(start + 50)));
    };

    async function openPaged(): Promise<DialogPage> {
      const dialog = await DialogPage.prepare('assign', { rows: [conversation('c-1')] });
      dialog.findAgents = paged;
      await dialog.show('assign', ['c-1']);
      return dialog;
    }

    it('come by a button, which keeps the choice', async () => {
      const dialog = await openPaged();
      expect(dialog.options).to.have.length(50);
      expect(dialog.listStatus).to.contain('50 of the first 50 agents');
      await dialog.choose('Agent 007');
      dialog.listButton('Show more')?.click();
      await dialog.settled();
      expect(dialog.options).to.have.length(100);
      expect(dialog.chosen).to.equal('Agent 007');
      expect(dialog.searches.at(-1)).to.include({ after: '50', text: '' });
    });

    it('K02 end at 200 options in the document, with the advice to search', async () => {
      const dialog = await openPaged();
      for (let pages = 0; pages < 8; pages += 1) {
        const more = dialog.listButton('Show more');
        more?.focus();
        more?.click();
        await dialog.settled();
      }
      expect(dialog.options).to.have.length(200);
      expect(dialog.listButton('Show more')).to.equal(undefined);
      expect(dialog.listStatus).to.contain('There are more: search to narrow them down.');
      expect(dialog.listRoot.contains(dialog.focused), 'the focus stays in the list').to.equal(true);
    });
  });

  describe('looks again by itself', () => {
    async function openWith(next: readonly AgentCandidate[]): Promise<DialogPage> {
      clock = holdTime();
      const dialog = await open();
      await dialog.press('ArrowDown', 'ArrowDown');
      expect(dialog.chosen).to.equal('Ada');
      dialog.findAgents = () => Promise.resolve(page(next));
      clock.tick(16_000);
      await dialog.settled();
      await dialog.settled();
      return dialog;
    }

    it('K06 moves the highlight off an agent who vanished, chooses nobody instead, and says so', async () => {
      const dialog = await openWith(AGENTS.filter(({ id }) => id !== 'ada'));
      expect(dialog.options).to.deep.equal(['Cem', 'Bea']);
      expect(dialog.highlighted).to.equal('Bea');
      expect(dialog.chosen).to.equal(undefined);
      expect(dialog.button('Assign').getAttribute('aria-disabled')).to.equal('true');
      expect(dialog.listStatus).to.contain('Ada is no longer in the list. Now highlighted: Bea.');
      await sendKeys({ press: 'ArrowDown' });
      await dialog.settled();
      expect(dialog.chosen).to.equal('Bea');
    });

    it('J08 keeps an agent who can no longer be chosen in place, with the reason', async () => {
      const dialog = await openWith(
        AGENTS.map((entry) => (entry.id === 'ada' ? { ...entry, ...AWAY } : entry)),
      );
      expect(dialog.options).to.deep.equal(['Cem', 'Ada', 'Bea']);
      expect(dialog.option('Ada').getAttribute('aria-disabled')).to.equal('true');
      expect(dialog.button('Assign').getAttribute('aria-disabled')).to.equal('true');
      expect(dialog.listStatus).to.contain('Ada can no longer be chosen.');
    });

    it('rearranges nothing under the pointer', async () => {
      const dialog = await openWith([
        agent('eve', 'Eve', { skills: [{ ...FRENCH, level: 5 }] }),
        ...AGENTS.map((entry) =>
          entry.id === 'bea' ? { ...entry, skills: [{ ...FRENCH, level: 5 }] } : entry,
        ),
      ]);
      expect(dialog.options).to.deep.equal(['Cem', 'Ada', 'Bea', 'Eve']);
      expect(dialog.chosen).to.equal('Ada');
    });

    it('keeps what it shows when looking again fails', async () => {
      clock = holdTime();
      const dialog = await open();
      dialog.findAgents = () => Promise.reject(new Error('away'));
      clock.tick(16_000);
      await dialog.settled();
      expect(dialog.options).to.deep.equal(['Cem', 'Ada', 'Bea']);
    });
  });
});

const isSelected = (option: Element): boolean => option.getAttribute('aria-selected') === 'true';

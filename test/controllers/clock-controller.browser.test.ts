/** The clock of the page: one interval for all who show a running time, and none while nobody can see it. */
import { expect } from '@open-wc/testing';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ClockController } from '../../src/controllers/clock-controller.js';
import { usePageVisibility } from '../support/page-visibility.js';

class Host implements ReactiveControllerHost {
  updates = 0;
  readonly updateComplete = Promise.resolve(true);
  readonly #controllers: ReactiveController[] = [];

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }

  removeController(): void {
    // None is ever removed.
  }

  requestUpdate(): void {
    this.updates += 1;
  }

  disconnect(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }
}

describe('the clock of the page', () => {
  const page = usePageVisibility();

  it('G10 is one interval however many show the time, and none while the page is hidden', () => {
    const hosts = Array.from({ length: 5_000 }, () => new Host());
    for (const host of hosts) new ClockController(host).hostConnected();
    expect(page.clock.countTimers()).to.equal(1);
    page.clock.tick(3_000);
    expect(hosts.every(({ updates }) => updates === 3)).to.equal(true);
    page.turn('hidden');
    expect(page.clock.countTimers()).to.equal(0);
    page.clock.tick(60_000);
    page.turn('visible');
    expect(page.clock.countTimers()).to.equal(1);
    expect(
      hosts.every(({ updates }) => updates === 4),
      'right at once',
    ).to.equal(true);
    for (const host of hosts) host.disconnect();
    expect(page.clock.countTimers()).to.equal(0);
  });
});

/** What stands in for the rows, as a supervisor finds it. */
import { html, type TemplateResult } from 'lit';
import type { ReportStateName } from '../../src/controllers/report-states.js';
import { ReportState } from '../../src/elements/report-state/report-state.js';
import { allByRole, byRole, nameOf } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-report-state';
if (!customElements.get(TAG)) customElements.define(TAG, ReportState);

export class StatePage {
  readonly fixture: ReportFixture<ReportState>;

  constructor(fixture: ReportFixture<ReportState>) {
    this.fixture = fixture;
  }

  /** @param slotted what the host puts into the element */
  static async open(
    state: ReportStateName,
    options?: FixtureOptions,
    slotted?: TemplateResult,
  ): Promise<StatePage> {
    return new StatePage(
      await reportFixture(
        html`<ongoing-conversations-report-state .state=${state}
          >${slotted}</ongoing-conversations-report-state
        >`,
        options,
      ),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get title(): string {
    return allByRole(this.root, 'heading').map(nameOf).join();
  }
  get text(): string {
    return this.fixture.element.renderRoot.textContent.replace(/\s+/g, ' ').trim();
  }
  get buttons(): string[] {
    return allByRole(this.root, 'button').map(nameOf);
  }
  button(name: string): HTMLElement {
    return byRole(this.root, 'button', name);
  }
}

/** The command bar as a supervisor finds it. */
import { html } from 'lit';
import { CommandBar } from '../../src/elements/command-bar/command-bar.js';
import { byRole, descriptionOf } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-command-bar';
if (!customElements.get(TAG)) customElements.define(TAG, CommandBar);

export class CommandPage {
  readonly fixture: ReportFixture<CommandBar>;

  constructor(fixture: ReportFixture<CommandBar>) {
    this.fixture = fixture;
  }

  static async open(options?: FixtureOptions): Promise<CommandPage> {
    return new CommandPage(
      await reportFixture(
        html`<ongoing-conversations-command-bar></ongoing-conversations-command-bar>`,
        options,
      ),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get count(): string {
    return this.root.querySelector('.count')?.textContent.trim() ?? '';
  }
  get summary(): string {
    return this.root.querySelector('.summary')?.textContent.trim() ?? '';
  }
  button(name: string): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  /** Why the action is refused; empty when it is possible. */
  refusal(name: string): string {
    const button = this.button(name);
    return button.getAttribute('aria-disabled') === 'true' ? descriptionOf(button) : '';
  }
  async select(...ids: string[]): Promise<void> {
    this.fixture.engine.select(ids);
    await this.fixture.settled();
  }
}

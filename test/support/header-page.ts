/** The header as a supervisor finds it: by role and name. */
import { html } from 'lit';
import { ReportHeader } from '../../src/elements/report-header/report-header.js';
import { byRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-report-header';
if (!customElements.get(TAG)) customElements.define(TAG, ReportHeader);

export class HeaderPage {
  readonly fixture: ReportFixture<ReportHeader>;

  constructor(fixture: ReportFixture<ReportHeader>) {
    this.fixture = fixture;
  }

  static async open(options?: FixtureOptions): Promise<HeaderPage> {
    return new HeaderPage(
      await reportFixture(
        html`<ongoing-conversations-report-header></ongoing-conversations-report-header>`,
        options,
      ),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get pill(): string {
    return this.root.querySelector('[part~=pill]')?.textContent.trim() ?? '';
  }
  get scope(): string {
    return this.root.querySelector('h2 + p')?.textContent.trim() ?? '';
  }
  button(name: string): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  checkbox(name: string): HTMLInputElement {
    return byRole(this.root, 'checkbox', name) as HTMLInputElement;
  }
}

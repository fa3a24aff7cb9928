/** The filter bar as a supervisor finds it. */
import { html } from 'lit';
import { FacetList } from '../../src/elements/filter-bar/facet-list.js';
import { FilterBar } from '../../src/elements/filter-bar/filter-bar.js';
import { allByRole, byRole, nameOf } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const LIST_TAG = 'ongoing-conversations-facet-list';
const TAG = 'ongoing-conversations-filter-bar';
if (!customElements.get(TAG)) customElements.define(TAG, FilterBar);
if (!customElements.get(LIST_TAG)) customElements.define(LIST_TAG, FacetList);

export class FilterPage {
  readonly fixture: ReportFixture<FilterBar>;

  constructor(fixture: ReportFixture<FilterBar>) {
    this.fixture = fixture;
  }

  static async open(options?: FixtureOptions): Promise<FilterPage> {
    return new FilterPage(
      await reportFixture(
        html`<ongoing-conversations-filter-bar></ongoing-conversations-filter-bar>`,
        options,
      ),
    );
  }

  get root(): ParentNode {
    return this.fixture.element.renderRoot;
  }
  get search(): HTMLInputElement {
    return byRole(this.root, 'searchbox', 'Search conversations') as HTMLInputElement;
  }
  button(name: string | RegExp): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  /** The open list with what it offers: name and count. */
  get options(): string[] {
    return allByRole(this.root, 'option').map(nameOf);
  }
  get chosen(): string[] {
    return allByRole(this.root, 'option')
      .filter((option) => option.getAttribute('aria-selected') === 'true')
      .map(nameOf);
  }
  option(name: string | RegExp): HTMLElement {
    return byRole(this.root, 'option', name);
  }
  get chips(): string[] {
    return [...this.root.querySelectorAll('.chip')].map((chip) =>
      (chip.getAttribute('aria-label') ?? '').replace(/[\u2068\u2069]/g, ''),
    );
  }
  async open(facet: string): Promise<void> {
    this.button(new RegExp(`^${facet}`)).click();
    await this.fixture.settled();
  }
}

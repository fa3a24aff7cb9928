/**
 * Properties that only features read. Their accessors come with the features, because a page must not wait for them; what
 * a host sets before is taken over. `ReportProperties` declares and describes them.
 */
import { LitElement } from 'lit';

/** @param initial their values where the host has set none. */
export function addProperties<Report extends LitElement>(report: Report, initial: Partial<Report>): void {
  const { constructor } = report;
  for (const [name, value] of Object.entries(initial)) {
    if (isLitClass(constructor) && !constructor.elementProperties.has(name))
      constructor.createProperty(name, { attribute: false });
    const given: unknown = Reflect.get(report, name);
    // One of its own would hide the accessor.
    Reflect.deleteProperty(report, name);
    Reflect.set(report, name, given === undefined ? value : given);
  }
}

function isLitClass(value: unknown): value is typeof LitElement {
  return typeof value === 'function' && value.prototype instanceof LitElement;
}

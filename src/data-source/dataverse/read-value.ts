/** Reads values of a row of Dataverse; what is not of its kind is as good as missing. */
import type { Named } from '../../model/conversation.js';
import type { Raw } from './web-api.js';

export function textIn(raw: Raw, column: string): string | null {
  const value = raw[column];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberIn(raw: Raw, column: string): number | null {
  const value = raw[column];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Epoch ms of a time, which Dataverse gives as ISO 8601 in UTC. */
export function timeIn(raw: Raw, column: string): number | null {
  const time = Date.parse(textIn(raw, column) ?? '');
  return Number.isFinite(time) ? time : null;
}

/** The numbers of a multi-select column: `"192360000,192370000"`. One that is a plain number counts as one of them. */
export function choicesIn(raw: Raw, column: string): readonly number[] {
  const value = raw[column];
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  return String(value)
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => /^\d+$/.test(choice))
    .map(Number);
}

/** What Dataverse would show a person for the value, in the language of the user. */
export function labelIn(raw: Raw, column: string): string | null {
  return textIn(raw, `${column}@OData.Community.Display.V1.FormattedValue`);
}

/** A row that is pointed at, by its lookup column: `_msdyn_cdsqueueid_value`. */
export function referenceIn(raw: Raw, column: string): Named | null {
  const id = textIn(raw, column);
  return id === null ? null : { id, name: labelIn(raw, column) ?? id };
}

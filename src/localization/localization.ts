/** Words, numbers and times of one locale. Immutable: another language or override is another object. */
import type { Catalogue, Message, MessageKey, MessageOverrides } from './catalogue.js';
import { english } from './english.js';

export type MessageValues = Readonly<Record<string, string | number>>;

/** Languages written from right to left, for the layout's direction where the host names none. */
const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);

export class Localization {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly timeZone: string;
  readonly #catalogue: Catalogue;
  readonly #overrides: MessageOverrides;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;
  readonly #percent: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #timeOfDay: Intl.DateTimeFormat;
  readonly #dateTime: Intl.DateTimeFormat;
  readonly #list: Intl.ListFormat;

  constructor(
    locale = 'en',
    catalogue: Catalogue = english,
    overrides: MessageOverrides = {},
    timeZone = '',
  ) {
    this.locale = supported(locale);
    this.direction = RIGHT_TO_LEFT.has(this.locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
    this.#catalogue = catalogue;
    this.#overrides = overrides;
    this.#plural = new Intl.PluralRules(this.locale);
    // Running clocks have these digits in all languages, and a row must not have two kinds.
    const digits = new Intl.Locale(this.locale, { numberingSystem: 'latn' });
    this.#number = new Intl.NumberFormat(digits);
    this.#percent = new Intl.NumberFormat(digits, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    this.timeZone = validTimeZone(timeZone);
    const zone = { timeZone: this.timeZone };
    this.#time = new Intl.DateTimeFormat(digits, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      ...zone,
    });
    this.#timeOfDay = new Intl.DateTimeFormat(digits, { hour: '2-digit', minute: '2-digit', ...zone });
    this.#dateTime = new Intl.DateTimeFormat(digits, {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...zone,
    });
    this.#list = new Intl.ListFormat(this.locale, { type: 'conjunction' });
  }

  /**
   * The message of `key` with `{name}` replaced by `values`, in one pass: a value that itself contains braces is not
   * filled in again. Numbers are written in the locale's digits; `count` chooses the plural form.
   */
  term(key: MessageKey, values: MessageValues = {}): string {
    // A catalogue that a host registers may be incomplete: English words are better than none.
    const message: Message =
      this.#overrides[key] ?? (this.#catalogue as Partial<Catalogue>)[key] ?? (english[key] as Message);
    return this.#form(message, values).replace(/\{(\w+)\}/g, (slot, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? slot : typeof value === 'number' ? this.number(value) : value;
    });
  }

  /** The message for a value of the domain (`status.open`, `channel.sms`), or the value itself when nobody knows it. */
  value(
    kind: 'column' | 'status' | 'channel' | 'sentiment' | 'presence' | 'direction' | 'stuck' | 'monitored-by',
    value: string,
  ): string {
    const key = `${kind}.${value}`;
    return Object.hasOwn(this.#catalogue, key) ? this.term(key as MessageKey) : value;
  }

  #form(message: Message, { count }: MessageValues): string {
    if (typeof message === 'string') return message;
    return (typeof count === 'number' ? message[this.#plural.select(count)] : undefined) ?? message.other;
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** `share` from 0 to 1. */
  percent(share: number): string {
    return this.#percent.format(share);
  }

  /** `m:ss`, from an hour on `h:mm:ss`; the same in all locales, because it is read as a running clock. */
  duration(ms: number): string {
    const seconds = Math.floor(ms / 1000);
    const minutes = Math.floor(seconds / 60) % 60;
    const hours = Math.floor(seconds / 3600);
    return hours > 0
      ? `${String(hours)}:${pad(minutes)}:${pad(seconds % 60)}`
      : `${String(minutes)}:${pad(seconds % 60)}`;
  }

  /** The duration in words, to the minute from one minute on, so that assistive technology is not told each second. */
  spokenDuration(ms: number): string {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 1) return this.term('duration.seconds', { count: Math.floor(ms / 1000) });
    const hours = Math.floor(minutes / 60);
    const rest = this.term('duration.minutes', { count: minutes % 60 });
    return hours < 1 ? rest : `${this.term('duration.hours', { count: hours })} ${rest}`;
  }

  /** Time of day of server epoch milliseconds, with seconds, in the report's time zone. */
  time(at: number): string {
    return this.#time.format(at);
  }

  /** The same to the minute, as beside messages. */
  timeOfDay(at: number): string {
    return this.#timeOfDay.format(at);
  }

  dateTime(at: number): string {
    return this.#dateTime.format(at);
  }

  list(items: readonly string[]): string {
    return this.#list.format(items);
  }

  /** Compares names as people of this locale order them. */
  readonly compare = (a: string, b: string): number => a.localeCompare(b, this.locale);
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** A tag that Intl does not take (a host's typing mistake) must not blank the report. */
function supported(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function validTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', timeZone === '' ? {} : { timeZone }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

/** The `--ongoing-*` properties of the report as the theme editor shows them: in groups, each with what may be written. */
import { REPORT, type TokenEntry } from './manifest.js';

export type TokenKind = 'colour' | 'length' | 'font' | 'shadow';

/** What a visitor set, by the name of the property; the rest is as it comes. */
export type Tokens = Readonly<Record<string, string>>;

export interface Token extends TokenEntry {
  /** `accent` for `--ongoing-accent`, as links write it. */
  readonly short: string;
  readonly kind: TokenKind;
  readonly group: string;
}

const PREFIX = '--ongoing-';

const GROUPS: readonly (readonly [group: string, short: RegExp])[] = [
  ['Surfaces and text', /^(background|line|text)/],
  ['Accent', /accent|focus/],
  ['Statuses', /^(open|active|waiting|wrap-up|danger)/],
];

export const TOKENS: readonly Token[] = REPORT.tokens.map((entry) => {
  const short = entry.name.slice(PREFIX.length);
  const kind = kindOf(short, entry.default);
  const group =
    GROUPS.find(([, pattern]) => kind === 'colour' && pattern.test(short))?.[0] ?? 'Shape and letters';
  return { ...entry, short, kind, group };
});

export const TOKEN_GROUPS: readonly string[] = [...new Set(TOKENS.map(({ group }) => group))];

function kindOf(short: string, byDefault: string): TokenKind {
  if (short.includes('font')) return 'font';
  if (short.includes('shadow')) return 'shadow';
  return /^[\d.]+(px|r?em)$/.test(byDefault) ? 'length' : 'colour';
}

const WRITTEN_IN: Readonly<Record<TokenKind, string>> = {
  colour: 'color',
  length: 'min-block-size',
  font: 'font',
  shadow: 'box-shadow',
};

/** Whether the browser can use it: anything else would take the default away and give nothing. */
export function fits({ kind }: Token, value: string): boolean {
  return CSS.supports(WRITTEN_IN[kind], value);
}

/** Those that can be used, in the order of the editor. */
export function fitting(tokens: Tokens): Tokens {
  const used = TOKENS.flatMap((token): (readonly [string, string])[] => {
    const value = tokens[token.name];
    return value !== undefined && fits(token, value) ? [[token.name, value]] : [];
  });
  return Object.fromEntries(used);
}

/** The style sheet that a host would write. */
export function cssOf(tokens: Tokens): string {
  const lines = Object.entries(tokens).map(([name, value]) => `  ${name}: ${value};`);
  if (lines.length === 0) return '/* Nothing is changed yet: the report looks as it comes. */';
  return [`${REPORT.tag} {`, ...lines, '}'].join('\n');
}

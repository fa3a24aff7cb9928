import type { InlineConfig, Plugin } from 'vite';

export function cdnBuild(
  locales: ReadonlyMap<string, string>,
): Omit<InlineConfig, 'plugins'> & { plugins: Plugin[]; build: object };

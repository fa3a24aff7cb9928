/** The languages that customers of the simulated contact centre speak, and how often. */
export const LANGUAGES = ['en', 'fr', 'de', 'es', 'ar', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_SHARES: Readonly<Record<Language, number>> = {
  en: 62,
  fr: 15,
  de: 7,
  es: 7,
  ar: 5,
  ja: 4,
};

/** English names of the languages, as skills are called; English itself is no skill, everybody speaks it. */
export const LANGUAGE_SKILLS: Readonly<Record<Language, string | null>> = {
  en: null,
  fr: 'French',
  de: 'German',
  es: 'Spanish',
  ar: 'Arabic',
  ja: 'Japanese',
};

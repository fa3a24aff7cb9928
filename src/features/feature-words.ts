/** Loads the words of features in the language of the report. */
import type { Feature, FeatureHost } from '../controllers/feature.js';
import { addFeatureWords } from '../localization/feature-words.js';
import type { ReactiveController } from 'lit';

class WordsOfFeatures implements ReactiveController {
  readonly #host: FeatureHost;
  #locale = '';

  constructor(host: FeatureHost) {
    this.#host = host;
    host.report.addController(this);
    this.hostUpdate();
  }

  hostUpdate(): void {
    const { locale } = this.#host.words();
    if (locale === this.#locale) return;
    this.#locale = locale;
    // Whatever is shown already is shown in them.
    void addFeatureWords(locale).then(() => this.#host.report.requestUpdate());
  }
}

export const featureWords: Feature = (host) => {
  new WordsOfFeatures(host);
};

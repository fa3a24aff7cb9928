/** The kit in a browser, in mocha with its globals: the same cases, and the observable that the browser itself has. */
import type { ObservableInput } from 'rxjs';
import type { ReportScope, SourceMessage } from '../../src/data-source/data-source.js';
import { describeDataSource } from '../../testing/index.js';
import { MemoryCentre } from './memory-centre.js';
import { MemoryDataSource, type Observer } from './memory-data-source.js';

interface NativeSubscriber extends Observer<SourceMessage> {
  addTeardown(teardown: () => void): void;
}
type NativeObservable = new (start: (subscriber: NativeSubscriber) => void) => object;

const Native = (globalThis as { readonly Observable?: NativeObservable }).Observable;

class NativeSource extends MemoryDataSource {
  override connect(scope: ReportScope): ObservableInput<SourceMessage> {
    const input = super.connect(scope) as unknown as {
      subscribe(observer: Observer<SourceMessage>): () => void;
    };
    const native = new Native!((subscriber) => subscriber.addTeardown(input.subscribe(subscriber)));
    return native as ObservableInput<SourceMessage>;
  }
}

describeDataSource('a source in a browser', () => {
  const centre = new MemoryCentre();
  return centre.harness(new MemoryDataSource(centre));
});

describe('the observable of the browser', function () {
  before(function () {
    // Not every browser has one yet.
    if (Native === undefined) this.skip();
  });

  describeDataSource('Q10 as what connect gives', () => {
    const centre = new MemoryCentre();
    return centre.harness(new NativeSource(centre));
  });
});

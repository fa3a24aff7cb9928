/** A source out of whatever gives whole lists. Importing it does nothing. */
export {
  fromSnapshots,
  type Snapshot,
  type SnapshotContext,
  type SnapshotOptions,
} from './from-snapshots.js';

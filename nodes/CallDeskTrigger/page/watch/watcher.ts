import type { DeskState } from '../deskState';

/** Does what follows from a change of state. */
export type Watcher = (state: DeskState, before: DeskState) => void;

import { type DeskInput, type DeskState, INITIAL_STATE } from './deskState';
import { reduceDesk } from './reduceDesk';
import type { Watcher } from './watch/watcher';

export interface Store {
	state(): DeskState;
	tell(input: DeskInput): void;
	watch(watchers: Watcher[]): void;
}

/** The state, and who is told of its changes: in order, and each change whole before the next. */
export function createStore(): Store {
	let state = INITIAL_STATE;
	let watchers: Watcher[] = [];
	const waiting: DeskInput[] = [];
	let isTelling = false;

	const apply = (input: DeskInput) => {
		const before = state;
		state = reduceDesk(state, input);
		if (state !== before) watchers.forEach((watch) => watch(state, before));
	};
	return {
		state: () => state,
		tell: (input) => {
			waiting.push(input);
			if (isTelling) return;
			isTelling = true;
			try {
				for (let next = waiting.shift(); next; next = waiting.shift()) apply(next);
			} finally {
				isTelling = false;
			}
		},
		watch: (all) => {
			watchers = all;
			watchers.forEach((watch) => watch(state, state));
		},
	};
}

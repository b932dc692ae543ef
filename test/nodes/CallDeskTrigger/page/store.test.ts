import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../nodes/CallDeskTrigger/page/store';
import { deskView } from './deskStates';

describe('the page’s state', () => {
	it('is told to everybody before the next change, though one of them makes it', () => {
		const store = createStore();
		const seen: string[] = [];
		store.watch([
			({ presence, signIn }) => {
				seen.push(`a ${signIn ?? presence}`);
				if (signIn === null && presence === 'away')
					store.tell({ kind: 'checking', step: 'network' });
			},
			({ presence, signIn }) => void seen.push(`b ${signIn ?? presence}`),
		]);
		seen.length = 0;
		store.tell({ kind: 'opened', view: deskView() });
		expect(seen).toEqual(['a away', 'b away', 'a checking', 'b checking']);
	});

	it('goes on after a part of the page has failed', () => {
		const store = createStore();
		let isBroken = false;
		store.watch([
			() => {
				if (isBroken) throw new Error('broken view');
			},
		]);
		isBroken = true;
		expect(() => store.tell({ kind: 'opened', view: deskView() })).toThrow('broken view');
		isBroken = false;
		store.tell({ kind: 'checking', step: 'network' });
		expect(store.state().presence).toBe('checking');
	});

	it('tells nobody of what changes nothing', () => {
		const store = createStore();
		let count = 0;
		store.watch([() => void count++]);
		store.tell({ kind: 'mute', isOn: true });
		expect(count).toBe(1);
	});
});

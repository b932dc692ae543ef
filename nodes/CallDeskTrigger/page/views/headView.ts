import type { Desk } from '../desk';
import type { DeskState } from '../deskState';
import { signOut } from '../flows/signOut';
import { TEXTS } from '../texts';
import { buttonPart, htmlPart, write, writeOrHide } from './readDom';

/** Who is signed in, and what is wrong with the connection or has just happened. */
export function headView(desk: Desk): (state: DeskState) => void {
	buttonPart('sign-out').addEventListener('click', () => void signOut(desk));
	return (state) => {
		const { me, call, signIn } = state;
		htmlPart('who').hidden = me === null;
		// In a call it would be a hang-up by another name.
		buttonPart('sign-out').hidden = me === null || call !== null;
		write(htmlPart('me'), me?.name ?? '');
		write(htmlPart('status'), statusOf(state));
		htmlPart('status').dataset.status = me?.status ?? '';
		write(htmlPart('sign-in-text'), signIn === null ? '' : TEXTS.signIn[signIn]);
		const isSignedIn = signIn === null;
		writeOrHide(htmlPart('banner'), isSignedIn ? TEXTS.connection[state.connection] : '');
		writeOrHide(htmlPart('alarm'), alarmOf(state));
		write(htmlPart('notice'), state.notice ? TEXTS.notice(state.notice) : '');
	};
}

function statusOf({ me, call, callElsewhere }: DeskState): string {
	if (me?.status === 'busy' && !call && !callElsewhere) return TEXTS.wrappingUp;
	return me ? TEXTS.status[me.status] : '';
}

function alarmOf({ call }: DeskState): string {
	if (!call || call.phase === 'ending') return '';
	if (call.link === 'lost') return TEXTS.call.linkLost;
	return TEXTS.microphone[call.microphone];
}

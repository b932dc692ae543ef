import { DeskAudio } from './audio/deskAudio';
import { deskAddress } from './connection/callServer';
import { takeLinkSecret } from './connection/linkSecret';
import { DeskSession } from './deskSession';
import { recoverMicrophone } from './flows/recoverMicrophone';
import { createStore } from './store';
import { afterView } from './views/afterView';
import { callView } from './views/callView';
import { headView } from './views/headView';
import { pageView, writePageTexts } from './views/pageView';
import { presenceView } from './views/presenceView';
import { part } from './views/readDom';
import { ringView } from './views/ringView';
import { teamView } from './views/teamView';
import { unfinishedView } from './views/unfinishedView';
import { watchCall } from './watch/watchCall';
import { watchConnection } from './watch/watchConnection';
import { watchPage } from './watch/watchPage';
import { watchRing } from './watch/watchRing';
import { watchSound } from './watch/watchSound';

const secret = takeLinkSecret();
writePageTexts();

const store = createStore();
const audio = new DeskAudio(part('customer-audio', HTMLAudioElement), (microphone) => {
	store.tell({ kind: 'microphone', microphone });
	if (microphone === 'ended') void recoverMicrophone(desk);
});
const desk: DeskSession = new DeskSession(store, audio);

store.watch([
	headView(desk),
	presenceView(desk),
	ringView(desk),
	callView(desk),
	afterView(desk),
	unfinishedView(desk),
	teamView(),
	// The last of the views: it moves the focus to what they have drawn.
	pageView(),
	watchSound(desk),
	watchRing(desk),
	watchCall(desk),
	watchConnection(desk),
	watchPage(desk, (action) => {
		const body = desk.lastWord(action);
		const json = new Blob([JSON.stringify(body)], { type: 'application/json' });
		if (body) navigator.sendBeacon(deskAddress(), json);
	}),
]);

window.addEventListener('hashchange', () => {
	const link = takeLinkSecret();
	if (link !== null && !store.state().call) void desk.start(link);
});
void desk.start(secret);

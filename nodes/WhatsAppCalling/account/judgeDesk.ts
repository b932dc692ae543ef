import { LOOPBACK_HOSTS } from '../../shared/graph/loopbackHosts';
import { ok, problem, warning } from './setupFacts';
import type { SetupFacts, Verdict } from './setupFacts';

/** The page where representatives answer (V4): published, where a browser gives a microphone, and apart. */
export function judgeDesk({ desk, mediaServer, editorUrl }: SetupFacts): Verdict {
	if (desk === null) {
		return mediaServer
			? ok('none: the media server carries the audio')
			: warning(
					'none, so nobody answers calls in the browser',
					'Publish 03 Call Desk with this credential.',
				);
	}
	const { protocol, hostname, host } = new URL(desk.url);
	if (protocol !== 'https:' && !LOOPBACK_HOSTS.includes(hostname)) {
		return problem(
			`at ${host} without https, where browsers give no microphone`,
			'Set Desk URL in the Call Desk Trigger to an https address and publish the workflow again.',
		);
	}
	return URL.canParse(editorUrl) && new URL(editorUrl).hostname === hostname
		? warning(
				`at ${host}, which is the host of the n8n editor too`,
				'Give the desk a host name of its own that leads to this n8n, put it into Desk URL in the Call Desk Trigger, and turn Allow the Editor’s Host off.',
			)
		: ok(`published at ${host}`);
}

/** V3: who is on the list, and whether anybody could sign in. */
export function judgeRepresentatives({ desk, representatives }: SetupFacts): Verdict {
	const { listed, ready } = representatives;
	if (listed > 0) return ok(`${listed} on the list, ${ready} of them ready`);
	return desk === null
		? ok('nobody is on the list, so calls are placed in team hours whoever is there')
		: problem(
				'nobody is on the list, so nobody can sign in to the desk',
				'Representative › Create, or the form of 03b Add Representative.',
			);
}

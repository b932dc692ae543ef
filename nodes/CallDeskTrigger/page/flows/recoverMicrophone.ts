import type { Desk } from '../desk';
import { standDown } from './becomeReady';

/** The microphone has ended: another one, or the same again, goes on in the same call. */
export async function recoverMicrophone(desk: Desk): Promise<void> {
	try {
		await desk.audio.holdMicrophone();
		desk.tell({ kind: 'microphone', microphone: 'fine' });
	} catch {
		const { call, presence } = desk.state();
		if (!call && presence === 'ready') {
			await standDown(desk, { kind: 'stood_down', because: 'microphone_lost' });
		}
	}
}

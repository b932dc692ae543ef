import type { DeskAction } from '../../shared/domain/deskProtocol';
import type { DeskAudio } from './audio/deskAudio';
import type { Reply } from './connection/callServer';
import type { DeskInput, DeskState } from './deskState';

/** What the page's parts work with. */
export interface Desk {
	state(): DeskState;
	/** Changes the state; whatever follows from it (views, sounds, microphone) follows by itself. */
	tell(input: DeskInput): void;
	/** One action, after all before it. A session or page that is over is dealt with already. */
	send<T = object>(action: DeskAction): Promise<Reply<T>>;
	/** Reads the view again. */
	refresh(): Promise<void>;
	/** Fetches events that the stream may have held back. */
	poll(): Promise<void>;
	audio: DeskAudio;
}

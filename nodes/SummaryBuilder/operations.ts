import * as approveGuidance from './approveGuidance';
import * as build from './build';
import type { Operation } from './operation';
import * as promptFeedback from './promptFeedback';
import * as recordCorrection from './recordCorrection';
import * as render from './render';

/** What the node does, by operation. Names are stored in workflows and never change. */
export const OPERATIONS: Record<string, Operation> = {
	build,
	render,
	recordCorrection,
	promptFeedback,
	approveGuidance,
};

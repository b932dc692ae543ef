import type { AttemptSweepLimits } from '../../nodes/shared/ledger/ledger';

export const LIMITS: AttemptSweepLimits = {
	diallingToUnknownSeconds: 120,
	unknownToFailedSeconds: 600,
	manualDiallingToUnknownSeconds: 3600,
};

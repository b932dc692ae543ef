import type { SqlTx } from '../sql';
import type { AttemptRow } from './attemptRow';
import { wishById } from './wishRow';

/**
 * The cool-down is about our calls to the customer, not about theirs to us. An automated reminder
 * starts none either: the call that it announces is still to come (V6).
 */
export async function startsCoolDown(
	tx: SqlTx,
	{ direction, wish_id }: Pick<AttemptRow, 'direction' | 'wish_id'>,
): Promise<boolean> {
	if (direction === 'inbound') return false;
	return (await wishById(tx, wish_id))?.kind !== 'reminder';
}

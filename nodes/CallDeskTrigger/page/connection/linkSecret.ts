/**
 * The sign-in link's secret, taken out of the address bar and its history at once. Null: this address
 * has none.
 */
export function takeLinkSecret(): string | null {
	const secret = location.hash.slice(1);
	if (secret !== '') history.replaceState(null, '', location.pathname + location.search);
	return secret === '' ? null : secret;
}

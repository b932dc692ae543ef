/** An address that may be linked to: of the web, nothing that runs. Null otherwise. */
export function safeLink(address: string | null | undefined): string | null {
	if (!address || !URL.canParse(address)) return null;
	const { protocol, href } = new URL(address);
	return protocol === 'https:' || protocol === 'http:' ? href : null;
}

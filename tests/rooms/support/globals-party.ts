/** Names the two globals that PartyKit's bundler breaks, as any library in the bundle may. */
export default class GlobalsParty {
  onRequest(): Response {
    const encoded = Buffer.from("hola").toString("base64");
    return new Response(JSON.stringify({ encoded, now: typeof performance.now() }));
  }
}

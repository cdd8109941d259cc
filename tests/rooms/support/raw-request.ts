/** A request as nobody's browser would send it: its body is bytes, and its address is not tidied up. */
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

export interface Said {
  status: number;
  text: string;
}

export async function rawRequest(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Uint8Array = "",
): Promise<Said> {
  const { hostname, port } = new URL(url);
  // A connection each: what is malformed may cost its sender the connection.
  const options = { hostname, port, method, path, agent: false };
  const asked = request({ ...options, headers: { ...headers, "content-length": Buffer.byteLength(body) } });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text };
}

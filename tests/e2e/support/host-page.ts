/** Somebody else's site, at another address than ours and with as strict a policy as a site can have. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HostPage {
  url: string;
  close(): Promise<void>;
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** @param attributes Of the script tag, without `data-`. */
export async function serveHostPage(
  chat: string,
  attributes: Record<string, string> = {},
  { lang = "es", dir = "ltr", permissions }: { lang?: string; dir?: string; permissions?: string } = {},
): Promise<HostPage> {
  const data = Object.entries({ project: "demo", ...attributes }).map(
    ([name, value]) => `data-${name}="${escape(value)}"`,
  );
  const page = `<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Site</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script async src="${chat}/widget.js" ${data.join(" ")}></script></head>
<body><main><h1>Site</h1><p><a href="#x">A link</a></p></main></body></html>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      ...(permissions === undefined ? {} : { "permissions-policy": permissions }),
      "content-security-policy": `default-src 'none'; script-src ${chat}; frame-src ${chat}; base-uri 'none'; require-trusted-types-for 'script'`,
    });
    response.end(page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

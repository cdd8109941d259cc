/** What can be asked of the account, the app and the token: how the business is set up at the provider. */
import { createHmac } from "node:crypto";
import { GraphError, noSuchObject } from "./errors.ts";
import type { TemplateKept } from "./messages.ts";
import type { GraphNumber } from "./payloads.ts";

export interface App {
  id: string;
  secret: string;
}

export class Setup {
  valid = true;
  scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
  /** Apps that get the account's webhooks. */
  readonly subscribed: Set<string>;
  /** Fields of webhooks that the app has asked for. */
  fields = ["messages"];
  /** Addresses of webhooks: the number's own goes before its account's, and that before its app's. */
  callbacks: { phone_number?: string; whatsapp_business_account?: string; application?: string } = {};
  quality = "GREEN";
  readonly templates: TemplateKept[] = [];

  constructor(
    private readonly app: App,
    private readonly token: () => string,
  ) {
    this.subscribed = new Set([app.id]);
  }

  /** @throws GraphError */
  authorize(said: string, { searchParams }: URL): void {
    const opens = [this.token(), `${this.app.id}|${this.app.secret}`].map((token) => `Bearer ${token}`);
    if (!opens.includes(said) || !this.valid)
      throw new GraphError(190, "Invalid OAuth access token - Cannot parse access token", { status: 401 });
    const proof = searchParams.get("appsecret_proof");
    if (proof !== null && proof !== createHmac("sha256", this.app.secret).update(this.token()).digest("hex"))
      throw new GraphError(100, "Invalid appsecret_proof provided in the API argument");
  }

  about({ id, display, name }: GraphNumber): object {
    return {
      display_phone_number: `+${display}`,
      verified_name: name,
      quality_rating: this.quality,
      status: "CONNECTED",
      webhook_configuration: this.callbacks,
      id,
    };
  }

  /** @param ask Method and edge. @throws GraphError */
  account(ask: string, account: string, numbers: readonly GraphNumber[], url: URL): object {
    switch (ask) {
      case "GET phone_numbers":
        return { data: numbers.filter((one) => one.account === account).map((one) => this.about(one)) };
      case "GET subscribed_apps":
        return { data: [...this.subscribed].map((id) => ({ whatsapp_business_api_data: { id, name: "Turno" } })) };
      case "POST subscribed_apps":
        this.subscribed.add(this.app.id);
        return { success: true };
      case "GET message_templates":
        return this.#templates(url);
      default:
        throw noSuchObject(account, ask.split(" ")[0]!);
    }
  }

  #templates(url: URL): object {
    const { searchParams } = url;
    const status = searchParams.get("status");
    const all = this.templates.filter((one) => status === null || one.status === status);
    const from = Number(searchParams.get("after") ?? 0);
    const to = from + Number(searchParams.get("limit") ?? 25);
    const next = to < all.length && { next: `${url.origin}${url.pathname}?after=${to}` };
    return { data: all.slice(from, to), paging: { cursors: { before: String(from), after: String(to) }, ...next } };
  }

  debugToken({ searchParams }: URL): object {
    if (searchParams.get("input_token") !== this.token())
      return { data: { is_valid: false, scopes: [], error: { code: 190, message: "Malformed access token" } } };
    const { valid: is_valid, scopes } = this;
    return { data: { app_id: this.app.id, type: "SYSTEM_USER", is_valid, expires_at: 0, scopes } };
  }

  subscriptions(): object {
    const fields = this.fields.map((name) => ({ name, version: "v24.0" }));
    const callback_url = this.callbacks.application;
    return { data: [{ object: "whatsapp_business_account", callback_url, active: true, fields }] };
  }
}

import "../../engine/globals.ts";
import { createParty } from "../../engine/partykit.ts";
import { admitSocket } from "../../http/identity.ts";
import { definition } from "../inbox.ts";

export default createParty(definition, admitSocket);

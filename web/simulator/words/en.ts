/** What the people of a trial are called and say. */
import type { TrialWords } from "./index.ts";

export const en: TrialWords = {
  project: "Simulated centre",
  names: [
    "Emma Wilson",
    "Jack Turner",
    "Olivia Reed",
    "Noah Clarke",
    "Grace Hall",
    "Liam Foster",
    "Amelia Ward",
    "Oscar Bell",
    "Sophie Grant",
    "Henry Cole",
    "Chloe Price",
    "Adam Brooks",
  ],
  first: [
    "Hello, can you tell me where my order is?",
    "Hi, I would like to change the size of a pair of shoes.",
    "The e-mail to change my password does not arrive.",
    "Do you have the blue coffee maker in the shop?",
    "I have been charged twice for the same order.",
    "How long does it take to Ireland?",
  ],
  customer: [
    "Yes, one moment, I am looking for it.",
    "The number is 48213.",
    "Will it be here before Friday?",
    "All right.",
    "I can see it now, thank you.",
    "Do I have to pay anything else?",
  ],
  greeting: ["Hello, this is {name}. Let me have a look.", "Hi, {name} here. Tell me about it."],
  agent: [
    "Can I have the number of the order, please?",
    "I am checking.",
    "Here it is: it leaves the warehouse today.",
    "I have changed it, you will get an e-mail.",
    "No, there is nothing else to pay.",
    "Is there anything else?",
  ],
  note: "This is more for you.",
};

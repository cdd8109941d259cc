/** English: what the people of the tour's centre say, and what it keeps in advance. */
import type { Talk } from "./talk-es.ts";

export const talkEn: Talk = {
  project: "Practice centre",
  departments: { general: "General", sales: "Sales" },
  customers: [
    {
      name: "Lucy Owen",
      email: "lucy@example.com",
      lines: [
        "Hello, I ordered a lamp on Monday and it still has not come. Do you know where it is?",
        "Thank you for looking. I need it before Saturday.",
        "It is 48213. I have it here.",
        "Perfect, thank you very much.",
      ],
    },
    {
      name: "Brian Dale",
      email: "brian@example.com",
      lines: ["Hi, can I change the size of a pair of trainers?", "A 43, if you have it.", "Great, thanks."],
    },
    {
      name: "Carol Shaw",
      email: "",
      lines: ["Could you send me an invoice with my tax number?", "In the name of Carol Shaw.", "Lovely, thanks."],
    },
    {
      name: "Ian Reed",
      email: "ian@example.com",
      lines: ["Hello, are you open on Saturdays?", "Right, I will come then.", "See you!"],
    },
    {
      name: "Nora Walsh",
      email: "",
      lines: ["The discount code does not work for me.", "SUMMER10", "It does now, thank you."],
    },
    {
      name: "Oscar Price",
      email: "oscar@example.com",
      lines: ["Do you deliver to Ireland?", "And how long does it take?", "All right, thanks."],
    },
  ],
  insists: "Sorry, is there any news?",
  elsewhere: { name: "Hugo Marsh", line: "I would like a quote for twelve chairs." },
  colleague: "Hello, I am Luis, from Sales. I have read the note: I will take it from here.",
  replies: [
    {
      id: "hello",
      shortcut: "hello",
      title: "Greeting",
      text: "Hello, {{customer.name}}! I am {{agent.name}}. How can I help you?",
    },
    {
      id: "order",
      shortcut: "order",
      title: "Ask for the order number",
      text: "Could you give me your order number? It is in the confirmation e-mail.",
    },
    {
      id: "moment",
      shortcut: "moment",
      title: "One moment",
      text: "One moment, please. I am checking it right now.",
    },
  ],
  labels: [
    { id: "delivery", name: "Delivery", color: "blue" },
    { id: "return", name: "Return", color: "orange" },
    { id: "urgent", name: "Urgent", color: "red" },
  ],
  reasons: [
    { id: "solved", name: "Solved" },
    { id: "pending", name: "Waiting for somebody else" },
    { id: "silent", name: "The customer did not answer" },
  ],
};

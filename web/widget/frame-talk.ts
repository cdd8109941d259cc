/** What the site's page and the widget's frame say to each other. Nothing in it is secret: anyone may embed the frame. */
export type ToFrame = { turno: "shown"; open: boolean };
export type ToPage = { turno: "unread"; count: number } | { turno: "close" };

/** TCP from a worker: as much of it as we use. */
declare module "cloudflare:sockets" {
  export const connect: import("./smtp.ts").Connect;
}

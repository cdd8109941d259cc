/** The looks of what stands on the site's page, for a constructed sheet: a strict policy forbids style elements. */

/** Where the frame covers the page: a phone, upright or on its side. */
export const SMALL = "(max-width:480px),(max-height:440px)";

const DARK = ":host{--p:#26282b;--t:#eceef0}";

export const looks = (side: "left" | "right", theme: string | undefined): string => `
:host{all:initial;position:fixed;z-index:2147483647;--c:#0b5d51;--i:#fff;--p:#fff;--t:#17191c}
${theme === "dark" ? DARK : theme === "light" ? "" : `@media(prefers-color-scheme:dark){${DARK}}`}
button{all:unset;box-sizing:border-box;cursor:pointer}
button:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 5px #111}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.launch{position:fixed;bottom:20px;${side}:20px;width:56px;height:56px;border-radius:50%;
background:var(--c);color:var(--i);display:grid;place-items:center;box-shadow:0 6px 20px rgb(0 0 0/.28)}
.launch:hover{filter:brightness(1.15)}
i{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;box-sizing:border-box;
border-radius:11px;background:#c4291c;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center}
div{position:fixed;bottom:88px;${side}:20px;max-width:min(300px,100vw - 40px);display:flex;align-items:start}
div button{background:var(--p);color:var(--t);font:15px/1.4 system-ui,sans-serif;
box-shadow:0 6px 24px rgb(0 0 0/.25)}
div button:first-child{padding:12px 16px;border-radius:14px;overflow:hidden}
b,span{display:block;overflow:hidden;overflow-wrap:anywhere;unicode-bidi:plaintext}
b{font-size:13px}
span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3}
div button+button{flex:none;width:28px;height:28px;margin:-12px -8px 0;border-radius:50%;display:grid;place-items:center}
div svg{width:14px;height:14px}
iframe{position:fixed;bottom:88px;${side}:20px;width:380px;height:min(640px,100dvh - 108px);border:0;
border-radius:16px;box-shadow:0 12px 48px rgb(0 0 0/.3);color-scheme:normal}
[hidden],div button[hidden]{display:none}
@media ${SMALL}{iframe{inset:0;width:100%;height:100%;border-radius:0}:host([open]) .launch{visibility:hidden}}`;

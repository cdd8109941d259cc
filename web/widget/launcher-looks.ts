/** The looks of what stands on the site's page, for a constructed sheet: a strict policy forbids style elements. */

/** Where the frame covers the page: a phone, upright or on its side. */
export const SMALL = "(max-width:480px),(max-height:440px)";

/** In the `div` stands the bubble with the agent's words; the button after it opens and closes. */
export const looks = (side: "left" | "right", theme: string | undefined, colour: string, ink: string): string => `
:host{all:initial;position:fixed;z-index:2147483647;color-scheme:${/^(dark|light)$/.test(theme!) ? theme : "light dark"}}
button{all:unset;box-sizing:border-box;cursor:pointer;display:grid;place-items:center;border-radius:50%;
background:light-dark(#fff,#26282b);color:light-dark(#17191c,#eceef0);font:15px/1.4 system-ui,sans-serif;box-shadow:0 6px 24px rgb(0 0 0/.28)}
button:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 5px #111}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
div,div~*{position:fixed;bottom:88px;${side}:20px}
div~button{bottom:20px;width:56px;height:56px;background:${colour};color:${ink}}
div~button:hover{filter:brightness(1.15)}
i{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;box-sizing:border-box;border-radius:11px;
background:#c4291c;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center;direction:ltr}
div{max-width:min(300px,100vw - 40px);display:flex;align-items:start}
div button{display:block;place-items:start;padding:12px 16px;border-radius:14px;overflow:hidden}
b,span{display:block;overflow:hidden;overflow-wrap:anywhere;unicode-bidi:plaintext}
span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3}
div button+button{flex:none;padding:8px;margin:-18px -14px 0;border-radius:50%}
div svg{display:block;transform:scale(.6)}
iframe{width:380px;height:min(640px,100dvh - 108px);border:0;border-radius:16px;
box-shadow:0 6px 24px rgb(0 0 0/.28)}
[hidden]{display:none!important}
@media ${SMALL}{iframe{inset:0;width:100%;height:100%;border-radius:0}:host([open]) div~button{visibility:hidden}}`;

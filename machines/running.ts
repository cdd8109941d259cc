/** What runs when somebody opens it: taken from nobody, whatever a channel would carry. */

/** Programs, packages, shortcuts and scripts, by content, and pages: saved, they would run as if they were on the agent's own disk. */
const RUNS = new Set([
  "application/java-archive",
  "application/java-vm",
  "application/vnd.android.package-archive",
  "application/vnd.ms-htmlhelp",
  "application/wasm",
  "application/x-apple-diskimage",
  "application/x-deb",
  "application/x-elf",
  "application/x-google-chrome-extension",
  "application/x-mach-binary",
  "application/x-ms-regedit",
  "application/x-msdownload",
  "application/x-rpm",
  "application/x-shockwave-flash",
  "application/x-xpinstall",
  "application/x.apple.alias",
  "application/x.ms.shortcut",
  "application/xhtml+xml",
  "image/svg+xml",
  "text/html",
  "text/javascript",
  "text/x-shellscript",
]);
/** What systems run by name, where the contents say nothing against it. */
const RUNS_CALLED = new Set(
  (
    "app appref-ms bat chm cmd com command cpl dll exe hta htm html inf jar jnlp js jse lnk mht mhtml msc msi msix msp " +
    "pif pl ps1 psm1 py reg scf scr settingcontent-ms sh svg sys terminal url vbe vbs wsc wsf wsh xhtml xll"
  ).split(" "),
);

/** @param isHarmless By its contents: a PDF is no program, whatever it is called, and a text may be a script. */
export const runs = (type: string, extension: string, isHarmless: boolean): boolean =>
  RUNS.has(type) || (!isHarmless && RUNS_CALLED.has(extension));

/** The demo shop uses the widget's small interface, as any site could. */
document.getElementById("ask")?.addEventListener("click", () => window.Turno?.open());

/** The look of the authority's pages, light and dark. It travels inside each page and is allowed by its hash. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2b28; --soft-ink: #50605c; --ground: #eef1ec; --paper: #fff; --line: #7d8d88; --faint: #d6ddd8; --pine: #0f5a4d; --on-pine: #fff; --alarm: #a32014; --alarm-ground: #fdf0ee; --lamp: #e9a32b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9efec; --soft-ink: #a9b8b3; --ground: #0f1614; --paper: #18211e; --line: #7f908a; --faint: #33403c; --pine: #7fd1bd; --on-pine: #08211b; --alarm: #ff9d90; --alarm-ground: #331a17; } }
* { box-sizing: border-box; }
html { overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; padding: 1.25rem 1rem 2rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
.brand, main, .foot { width: 100%; max-width: 30rem; }
.brand { display: flex; align-items: center; gap: .6rem; margin: 0 0 1rem; font: 600 1.15rem/1 Georgia, ui-serif, serif; letter-spacing: .02em; }
.brand svg { width: 1.9rem; height: 1.9rem; flex: none; }
main { background: var(--paper); border: 1px solid var(--faint); border-top: 4px solid var(--pine); border-radius: 2px 2px 10px 10px; padding: 1.5rem 1.5rem 1.75rem; }
@media (min-width: 40rem) { body { padding-top: 4rem; } main { padding: 2rem 2.25rem 2.25rem; } }
h1 { font: 600 1.6rem/1.25 Georgia, ui-serif, serif; margin: 0 0 .75rem; }
h2 { font-size: 1.05rem; line-height: 1.35; margin: 1.5rem 0 .4rem; }
h3 { font-size: .9rem; line-height: 1.35; margin: 1rem 0 .2rem; color: var(--soft-ink); }
p { margin: 0 0 .75rem; } .quiet { color: var(--soft-ink); } small { font-size: .875rem; }
a { color: var(--pine); }
label { display: block; font-weight: 600; margin: 1rem 0 .3rem; }
input[type=text], input[type=password], textarea { width: 100%; min-height: 2.75rem; padding: .5rem .7rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; }
input[aria-invalid=true] { border-color: var(--alarm); border-width: 2px; }
.code { font: 1.15rem/1.4 ui-monospace, monospace; letter-spacing: .12em; }
code { font: .92em/1.5 ui-monospace, monospace; }
textarea { resize: none; field-sizing: content; font: 1rem/1.5 ui-monospace, monospace; }
.check { display: flex; gap: .6rem; align-items: flex-start; margin: 1rem 0 0; font-weight: 400; }
.check input { flex: none; width: 1.35rem; height: 1.35rem; margin: .05rem 0 0; accent-color: var(--pine); }
.hint { margin: .5rem 0 0; color: var(--soft-ink); font-size: .9rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
button { min-height: 2.75rem; padding: .5rem 1.35rem; font: 600 1rem/1.3 system-ui, sans-serif; border-radius: 4px; border: 1px solid var(--pine); background: var(--paper); color: var(--pine); cursor: pointer; }
button.main { background: var(--pine); color: var(--on-pine); }
button:hover { text-decoration: underline; text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--lamp); outline-offset: 2px; box-shadow: 0 0 0 2px var(--ink); }
.problem { margin: 0 0 1rem; padding: .7rem .9rem; border-left: 4px solid var(--alarm); background: var(--alarm-ground); color: var(--alarm); font-weight: 600; }
.notice { margin: 0 0 1rem; padding: .7rem .9rem; border-left: 4px solid var(--lamp); background: var(--ground); }
.who { margin: 0 0 1rem; padding: .6rem .9rem; background: var(--ground); border-radius: 4px; }
.who > span { display: block; color: var(--soft-ink); font-size: .9rem; }
dl + .notice { margin-top: 1.25rem; }
hr { margin: 1.75rem 0 0; border: 0; border-top: 1px solid var(--faint); }
ul.plain-list { list-style: none; margin: 0; padding: 0; }
.plain-list li + li { border-top: 1px solid var(--faint); }
.account { display: block; width: 100%; text-align: start; border: 0; border-radius: 0; padding: .8rem .5rem; color: inherit; font-weight: 400; }
.account strong, .account span { display: block; } .account span { color: var(--soft-ink); font-size: .9rem; }
details { padding: .15rem 0; } summary { padding: .4rem 0; cursor: pointer; font-weight: 600; } summary small { display: block; margin-left: 1.1rem; font-weight: 400; color: var(--soft-ink); }
details p { margin: 0 0 .6rem 1.1rem; }
dl { margin: 0; } dt { margin-top: .75rem; font-weight: 600; font-size: .9rem; color: var(--soft-ink); } dd { margin: 0; }
.qr { display: block; width: 13rem; max-width: 100%; margin: 1rem 0; }
.foot { margin: 1rem 0 0; color: var(--soft-ink); font-size: .85rem; }
@media (forced-colors: active) { :focus-visible { outline-color: Highlight; } main, .problem, .notice, .who { border: 1px solid; } }
`;

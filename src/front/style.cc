#include "front/style.h"

#include "core/bytes.h"
#include "core/sha256.h"

namespace sokuo::front {
namespace {

// Colours and sizes are those of デジタル庁デザインシステム, as the staff's screens have them.
constexpr std::string_view css = R"css(:root{--ink:#1a1a1a;--sub:#4d4d4d;--mute:#666;--hair:#e6e6e6;
--edge:#949494;--bg:#f7f8fa;--key:#0017c1;--deep:#00118f;--tint:#e8f1fe;--danger:#ce0000;
--ok:#197a4b}
*,::before,::after{box-sizing:border-box}
html{font-size:16px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);line-break:strict;overflow-wrap:anywhere;
font:400 1rem/1.7 'Noto Sans JP','Noto Sans CJK JP','Hiragino Sans','Yu Gothic UI',Meiryo,
sans-serif}
h1,h2,p,ul,ol,dl,dd{margin:0;padding:0}ul,ol{list-style:none}
h1,h2,legend,label,.lead,.hint,.emsg,.sum,.sub,.open,.closed,.stamp{word-break:auto-phrase;
text-wrap-style:balance}
input,textarea,select,button{font:inherit;color:inherit}
a{color:var(--key);text-underline-offset:.18em}
a:hover{color:var(--deep);text-decoration-thickness:3px}
:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d;
border-radius:6px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:#fff;padding:.5rem 1rem;z-index:1}
.stamp{background:#ffeee2;color:#8b2f00;border-bottom:2px solid #ac3e00;text-align:center;
font-weight:700;padding:.4rem 1rem}
header{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;background:#fff;
border-bottom:1px solid var(--hair);
padding:.5rem max(1rem,calc(50% - 20rem))}
.org{font-weight:700;font-size:1.125rem;color:var(--ink);text-decoration:none;padding:.4rem 0}
.set{margin-left:auto;display:flex;gap:1rem}.set a,footer a{display:inline-block;padding:.5rem 0}
main{max-width:42rem;margin:0 auto;background:#fff;padding:1.5rem 1rem 2.5rem}
footer{max-width:42rem;margin:0 auto;padding:1rem 1rem 2.5rem}
footer nav{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
h1{font-size:1.5rem;line-height:1.45;margin-bottom:.5rem}
h2{font-size:1.25rem;line-height:1.5;margin:2rem 0 .25rem}
h3{font-size:1.0625rem;line-height:1.5;margin:1.25rem 0 .25rem}
blockquote{margin:.25rem 0;padding-left:.75rem;border-left:4px solid var(--hair)}
.lead,.sub,.net,small{color:var(--sub)}.net,small{display:block;font-size:1rem;font-weight:400}
.call{margin:1.25rem 0;padding:1rem;border:1px solid var(--hair);border-radius:12px;
background:var(--bg)}
.call h2{margin-top:0}.big{font-size:1.375rem;font-weight:700;line-height:1.6}
.tel,.ext{white-space:nowrap}
q{quotes:none}.open b{color:var(--ok)}.closed span{display:block}
.btn{display:flex;align-items:center;justify-content:center;width:100%;min-height:3.5rem;
padding:.5rem 1rem;margin-top:1.75rem;
border:1px solid var(--key);border-radius:8px;font-size:1.125rem;font-weight:700;line-height:1.4;
text-align:center;text-decoration:none;cursor:pointer}
.primary{background:var(--key);color:#fff}.primary:hover{background:var(--deep);color:#fff}
.fine{color:var(--sub);margin-top:.75rem}
.table div{padding:.75rem 0;border-top:1px solid var(--hair)}.table div:first-child{border:0}
dt{font-weight:700}
.steps li{display:grid;grid-template-columns:1.75rem 1fr;gap:.5rem;padding:.6rem 0;
border-top:1px solid var(--hair)}
.steps li:first-child{border:0}.steps b{color:var(--key)}
.dots{padding-left:1.25rem;list-style:disc}.dots li{padding:.15rem 0}
fieldset{border:0;margin:2rem 0 0;padding:0;min-width:0}legend{padding:0}
.fld{margin-top:1rem}form>.fld{margin-top:1.75rem}
label{font-weight:700;display:block}.l{font-size:1.25rem;font-weight:700;line-height:1.5}
.l i{font-style:normal;color:var(--key);margin-right:.1em}
.req{font-size:1rem;font-weight:400;color:var(--danger);white-space:nowrap}
.opt{font-size:1rem;font-weight:400;color:var(--mute);white-space:nowrap}
.hint{color:var(--sub);line-height:1.6;margin-bottom:.35rem}
.in{display:block;width:100%;min-height:3.5rem;border:1px solid var(--mute);border-radius:8px;
background:#fff;padding:.7rem 1rem;font-size:1.0625rem;line-height:1.6}
textarea.in{resize:vertical;field-sizing:content;min-height:7rem}
.err .in{border:2px solid var(--danger)}
.emsg{display:flex;gap:.4rem;color:var(--danger);margin-top:.35rem}
.emsg svg{flex:none;margin-top:.25rem}
.sum{border:2px solid var(--danger);border-radius:12px;padding:1rem;margin:1rem 0}
.sum h2{margin:0;color:var(--danger)}
.sum a{display:block;padding:.35rem 0;color:var(--danger)}
.tick{display:flex;gap:.75rem;align-items:center;min-height:3rem;margin-top:.5rem;font-weight:400;
cursor:pointer}
.tick input{width:1.5rem;height:1.5rem;flex:none;accent-color:var(--key)}
summary{padding:.6rem 0;color:var(--key);cursor:pointer;text-decoration:underline;
text-underline-offset:.18em}
details[open]{border-left:4px solid var(--hair);padding-left:1rem}
.why{margin-top:2rem;padding:1rem;border:1px solid var(--hair);border-radius:12px}
.why h2{font-size:1.125rem;margin:0}
.trap{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden}
.okk{text-align:center}.okk svg{display:block;margin:.5rem auto}
.no{border:2px solid var(--key);border-radius:12px;text-align:center;padding:1rem;margin:1.25rem 0;
color:var(--sub)}
.num{font-size:2.25rem;font-weight:700;letter-spacing:.04em;line-height:1.4;color:var(--ink);
font-variant-numeric:tabular-nums;overflow-wrap:normal}
rt{font-size:.5em}ruby{ruby-align:center}
@media(min-width:48rem){body{padding-bottom:2rem}
main{margin-top:1.5rem;padding:2.5rem 3rem 3rem;border:1px solid var(--hair);border-radius:12px}
h1{font-size:1.75rem}.table div{display:grid;grid-template-columns:10rem 1fr}
.btn{max-width:24rem;margin-inline:auto}.emsg,.hint{max-width:none}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media(forced-colors:active){.btn,.call,.no,.sum{border:2px solid CanvasText}}
@media print{header,footer,.skip{display:none}body,main{background:#fff;padding:0}
.stamp{border:2px solid}@page{size:A4;margin:15mm}}
)css";

constexpr std::string_view icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
    "<path d=\"M16 2 4 7v8c0 7 5 12.5 12 15 7-2.5 12-8 12-15V7z\" fill=\"#0017c1\"/>"
    "<path d=\"M16 9v9m0 4.5v.5\" stroke=\"#fff\" stroke-width=\"3\" stroke-linecap=\"round\"/>"
    "</svg>";

constexpr std::size_t hash_digits = 12;

} // namespace

std::string_view style_css() {
    return css;
}

const std::string& style_path() {
    static const std::string path =
        "/poc/style-" + to_hex(sha256(as_bytes(css))).substr(0, hash_digits) + ".css";
    return path;
}

std::string_view favicon_svg() {
    return icon;
}

} // namespace sokuo::front

// What an element says where the program does not stand: the words of `src/locale` are in the program.
const zipingWords = {
  "zh-CN": {
    browser: "这里本应是一份自评表。没能显示：这个浏览器太旧，缺少需要的功能。请换用 Chrome 或 Edge 109 以上、Firefox 115 以上、Safari 16.4 以上。",
    refused: "这里本应是一份自评表。没能显示：本网站的安全设置不允许运行程序（WebAssembly）。请网站管理员在内容安全策略的 script-src 里加上 'wasm-unsafe-eval'。",
    missing: "这里本应是一份自评表。没能显示：程序文件没有取到，或服务器给的类型不对。请刷新再试；若仍如此，请网站管理员检查 ziping.wasm 是否在原处、类型是否为 application/wasm。",
    disk: "这里本应是一份自评表。没能显示：从磁盘直接打开的网页不能读取程序文件。请通过网站打开本页，或用单文件版。",
    program: "这里本应是一份自评表。没能显示：程序出错。请刷新再试一次；若仍如此，请把下面这行字告诉网站管理员。",
    rubric: "这里本应是一份自评表。没能显示：评分表没有取到。请刷新再试；若仍如此，请把下面这行字告诉网站管理员。",
    local: "这里本应是一份自评表。没能显示：从磁盘直接打开的网页不能读取别的文件。请把评分表放进本页（data-ziping=\"rubric\" 的 script 元素），或用单文件版。",
    unfilled: "还没有填写。",
    page: "打开单文件版（可离线填写）",
  },
  en: {
    browser: "A self-assessment form belongs here. It cannot be shown: this browser is too old and lacks something the form needs. Please use Chrome or Edge 109 or later, Firefox 115 or later, Safari 16.4 or later.",
    refused: "A self-assessment form belongs here. It cannot be shown: this site's security policy does not let programs (WebAssembly) run. Its administrator can add 'wasm-unsafe-eval' to script-src in its Content-Security-Policy.",
    missing: "A self-assessment form belongs here. It cannot be shown: the program could not be fetched, or came with a wrong type. Please reload; if that does not help, ask the site's administrator to check whether ziping.wasm is in its place and served as application/wasm.",
    disk: "A self-assessment form belongs here. It cannot be shown: a page that is opened from disk cannot read the program. Please open it through a site, or use the one-file page.",
    program: "A self-assessment form belongs here. It cannot be shown: the program failed. Please reload once; if that does not help, send the line below to the site's administrator.",
    rubric: "A self-assessment form belongs here. It cannot be shown: the rubric could not be fetched. Please reload; if that does not help, send the line below to the site's administrator.",
    local: "A self-assessment form belongs here. It cannot be shown: a page that is opened from disk cannot read other files. Please put the rubric into the page (a script element with data-ziping=\"rubric\"), or use the one-file page.",
    unfilled: "Not filled in yet.",
    page: "Open the one-file page (works offline)",
  },
};

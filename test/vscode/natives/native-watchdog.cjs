// Stands in for the native @vscode/native-watchdog. The launcher ends the whole process group
// itself, so there is nothing to watch.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);

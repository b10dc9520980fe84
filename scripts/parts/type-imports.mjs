/** swc's module without the imports and exports of types only. `import { type A }` stays: it is an import at run time. */
export function withoutTypeImports(module) {
  return { ...module, body: module.body.filter((item) => !isTypeOnly(item)) }
}

function isTypeOnly(item) {
  return /^(Import|ExportNamed|ExportAll)Declaration$/.test(item.type) && item.typeOnly === true
}

// Prints the declarations of a description's schemas, as openapi-typescript makes them: `node types.mjs tools < openapi.json`.
// tools: the folder whose node_modules hold openapi-typescript and the compiler that it writes with.
//
// The generator nests every schema into one interface, `components`. Here each is declared by its own name, and named where
// it is used, so that editors and compilers say `Order`, with its comment, instead of all that an order has.
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const require = createRequire(join(process.argv[2], "package.json"));
const ts = require("typescript");
const { default: openapiTS } = require("openapi-typescript");
const { factory } = ts;

/** The name of the schema that `components["schemas"]["Order"]` means; undefined: it is another type. */
function schemaOf(node) {
  const whole = ts.isIndexedAccessTypeNode(node) && ts.isIndexedAccessTypeNode(node.objectType) && node.objectType;
  const isSchema = whole && whole.objectType.typeName?.text === "components" && whole.indexType.literal.text === "schemas";
  return isSchema ? node.indexType.literal.text : undefined;
}

/** The same type, with schemas called by their names. */
const named = (type) =>
  ts.transform(type, [(context) => function visit(node) {
    const name = schemaOf(node);
    return name ? factory.createTypeReferenceNode(name) : ts.visitEachChild(node, visit, context);
  }]).transformed[0];

/** Editors show a comment's text plainly if no tag stands before it. */
function plain(node) {
  for (const comment of ts.getSyntheticLeadingComments(node) ?? []) comment.text = comment.text.replace("@description ", "");
  ts.forEachChild(node, plain);
}

/** `Order: {…}` as `export interface Order {…}`; what is no object as `export type`. */
function declaration(member) {
  const modifiers = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const type = named(member.type);
  const made = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(modifiers, member.name.text, undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(modifiers, member.name.text, undefined, type);
  return ts.setSyntheticLeadingComments(made, ts.getSyntheticLeadingComments(member));
}

const options = { alphabetize: false, defaultNonNullable: false, emptyObjectsUnknown: true, silent: true };
const nodes = await openapiTS(JSON.parse(await text(process.stdin)), options);
const components = nodes.find((node) => node.name?.text === "components");
const schemas = components.members.find((member) => member.name.text === "schemas").type.members;
const declarations = schemas.map(declaration);
declarations.forEach(plain);
const printer = ts.createPrinter();
const file = ts.createSourceFile("types.d.ts", "", ts.ScriptTarget.Latest);
process.stdout.write(declarations.map((each) => printer.printNode(ts.EmitHint.Unspecified, each, file)).join("\n\n") + "\n");

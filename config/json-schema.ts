import { z } from "zod";
import { FIELD_TEXTS } from "./field";
import { fileSchema } from "./schema";

/** The JSON Schema by which editors complete and check pilot-light.yaml, as the text of pilot-light.schema.json. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(fileSchema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const text = FIELD_TEXTS.get(zodSchema);
      if (text === undefined) return;
      jsonSchema.description = `${text.description} Allowed: ${text.allowed}.`;
      if (text.examples !== undefined) jsonSchema.examples = [...text.examples];
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

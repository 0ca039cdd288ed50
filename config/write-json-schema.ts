import { writeFileSync } from "node:fs";
import { jsonSchemaText } from "./json-schema";

writeFileSync("pilot-light.schema.json", jsonSchemaText());

// Checks the Modeler's element templates against Camunda's schema of them.
import { validateAllZeebe } from '@bpmn-io/element-templates-validator';
import { readFileSync } from 'node:fs';

const file = new URL('../../../.camunda/element-templates/slipway.json', import.meta.url);
const { results } = validateAllZeebe(JSON.parse(readFileSync(file, 'utf8')));
for (const { valid, object, errors } of results) {
  if (!valid) {
    console.error(object.id, errors.map((error) => error.message).join('; '));
    process.exitCode = 1;
  }
}

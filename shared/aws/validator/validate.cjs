// Prints what AWS's validator finds in CloudFormation templates, as JSON: node validate.cjs <node_modules> <template>...
'use strict';
const path = require('node:path');

const [modules, ...templates] = process.argv.slice(2);
// It comes inside the CDK's package.
const {RegoEngine, RuleFile, TemplateFile} = require(
  path.join(modules, 'aws-cdk-lib/node_modules/@aws/cloudformation-validate'));

const engine = new RegoEngine({guardRules: [new RuleFile(path.join(__dirname, 'descriptions.guard'))]});
const found = templates.flatMap(template => {
  const report = engine.validateTemplate(new TemplateFile(template), {detailLevel: 'STANDARD'});
  const incomplete = report.status === 'OK' || report.diagnostics.length > 0
    ? [] : [{ruleId: report.status, severity: 'FATAL', message: 'the template could not be analysed'}];
  return [...report.diagnostics, ...incomplete].map(({ruleId, severity, message, entity, propertyPath}) => ({
    template, ruleId, severity, message, entity: entity?.logicalId ?? '', property: propertyPath ?? '',
  }));
});
engine.free();
process.stdout.write(JSON.stringify(found));

#!/usr/bin/env bash
# Guess: AWS's own offline validator of CloudFormation templates knows the patterns of property values, so what EC2 refuses
#   in the description of a security group, it refuses in the description of a group's rule, too.
# Really: it has a pattern for AWS::EC2::SecurityGroup's GroupDescription (no apostrophe), and none for the Description of
#   AWS::EC2::SecurityGroupIngress, of SecurityGroupEgress, or of the rules within a group. EC2 has the same one for all.
# Why it matters: "Recoflow's jobs" in a rule passes every check of a build and rolls the first deployment back.
# Remedy: a Guard rule of one's own beside the validator's (guardRules of its engine).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts aws-cdk-lib@2.276.0 >/dev/null 2>&1
cat >look.js <<'JS'
const validate = require('./node_modules/aws-cdk-lib/node_modules/@aws/cloudformation-validate');
const engine = new validate.RegoEngine();
const problems = (type, properties) => engine
  .validateTemplate(new validate.TemplateContent(
    JSON.stringify({Resources: {It: {Type: type, Properties: properties}}}), 'it.json'))
  .diagnostics.filter(each => ['WARN', 'ERROR', 'FATAL'].includes(each.severity)).map(each => each.ruleId);
const rule = {Description: "Recoflow's jobs", IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8'};
const group = problems('AWS::EC2::SecurityGroup', {GroupDescription: "Recoflow's jobs", VpcId: 'vpc-0a1b2c3d4e5f60718'});
const within = problems('AWS::EC2::SecurityGroup', {
  GroupDescription: 'Recoflow jobs', VpcId: 'vpc-0a1b2c3d4e5f60718', SecurityGroupIngress: [rule]});
const alone = problems('AWS::EC2::SecurityGroupIngress', {GroupId: 'sg-0a1b2c3d4e5f60718', ...rule});
console.log(`validator ${validate.version?.() ?? '(no version)'}: group ${JSON.stringify(group)}, rule within a group `
  + `${JSON.stringify(within)}, rule ${JSON.stringify(alone)}`);
process.exit(group.length > 0 && within.length === 0 && alone.length === 0 ? 0 : 1);
JS
echo "aws-cdk-lib $(node -p "require('aws-cdk-lib/package.json').version"), Node.js $(node --version)"
node look.js

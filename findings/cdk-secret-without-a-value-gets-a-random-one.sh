#!/usr/bin/env bash
# Guess: a Secret of the CDK for which no value is given is made empty, to be filled in by hand; a job that reads it too
#   early is told that there is no value.
# Really: the template says GenerateSecretString: {}, so the secret has a random text of 32 characters from the start. (The
#   plain CfnSecret is empty.)
# Why it matters: whoever forgets to fill it in gets "no JSON" from the reader of a login, or a refused password, and not
#   that the value is missing.
# Remedy: CfnSecret for what a person fills in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts aws-cdk-lib@2.276.0 constructs@10.8.1 >/dev/null 2>&1
cat >look.js <<'JS'
const {App, Stack} = require('aws-cdk-lib');
const {CfnSecret, Secret} = require('aws-cdk-lib/aws-secretsmanager');
const app = new App({outdir: 'out'});
const stack = new Stack(app, 'stack');
new Secret(stack, 'Construct', {description: 'to be filled in'});
new CfnSecret(stack, 'Plain', {description: 'to be filled in'});
const made = Object.entries(app.synth().getStackByName('stack').template.Resources);
const generated = made.filter(([, each]) => each.Properties.GenerateSecretString).map(([name]) => name.slice(0, 9));
console.log(`with a generated value: ${JSON.stringify(generated)} of ${made.length}`);
process.exit(generated.join() === 'Construct' ? 0 : 1);
JS
echo "aws-cdk-lib $(node -p "require('aws-cdk-lib/package.json').version"), Node.js $(node --version)"
node look.js 2>/dev/null

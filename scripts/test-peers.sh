#!/usr/bin/env bash
# Installs the third parties that judge us and runs test/peers against them: version 1 of the AWS CLI, botocore, moto and a grammar of PowerShell from PyPI;
# its version 2, skopeo, docker-registry and wrk from Debian. Terraform judges where the machine has it together with its provider for AWS.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -x .venv-test/bin/moto_server ] || [ ! -x .venv-test/bin/aws ] || ! .venv-test/bin/python -c 'import tree_sitter_powershell' 2>/dev/null; then
  python3 -m venv .venv-test
  .venv-test/bin/pip install --quiet --disable-pip-version-check 'moto[server]==5.2.1' 'awscli>=1.45,<2' 'tree-sitter==0.26.1' 'tree-sitter-powershell==0.26.4'
fi

missing=()
for tool in skopeo:skopeo docker-registry:docker-registry htpasswd:apache2-utils wrk:wrk /usr/bin/aws:awscli; do
  command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  # The registry is started by the tests; Debian would start one of its own.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi

# Where Terraform looks for providers, and where they are often kept; the version is that of test/peers/terraform/main.tf.
provider=registry.terraform.io/hashicorp/aws/5.100.0
if command -v terraform >/dev/null; then
  found=$(find "$HOME/.terraform.d" /usr/share /usr/local/share /opt -maxdepth 7 -type d -path "*/$provider" -print -quit 2>/dev/null || true)
  [ -z "$found" ] || export TERRAFORM_PLUGINS="${found%"/$provider"}"
fi
[ -n "${TERRAFORM_PLUGINS:-}" ] || echo 'Terraform does not judge: it or its provider hashicorp/aws 5.100.0 is not on this machine.'

export PATH="$PWD/.venv-test/bin:$PATH"
exec npx vitest run --config vitest.peers.config.ts "$@"

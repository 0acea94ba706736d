#!/usr/bin/env bash
# Installs the third parties that judge us and runs test/peers against them: the AWS CLI and moto from PyPI, skopeo from Debian.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -x .venv-test/bin/moto_server ] || [ ! -x .venv-test/bin/aws ]; then
  python3 -m venv .venv-test
  .venv-test/bin/pip install --quiet --disable-pip-version-check 'moto[server]==5.2.1' 'awscli>=1.45,<2'
fi
if ! command -v skopeo >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq skopeo >/dev/null
fi
export PATH="$PWD/.venv-test/bin:$PATH"
exec npx vitest run --config vitest.peers.config.ts "$@"

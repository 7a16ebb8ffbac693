#!/usr/bin/env bash
# Starts a change by Camunda's REST API alone, for a pipeline without the client: the process validates, checks and rolls out as always.
# Safe to repeat with a release: while its issue is open, another start ends at "Already open".
#
#   SLIPWAY_URL    where Slipway answers          SLIPWAY_TOKEN  a service account's access token, which gets the start token
#   CAMUNDA_URL    where Camunda's REST answers   CAMUNDA_TOKEN  an access token for Camunda, if its API is protected
#   RELEASE        a release that is there; with SQL_FILE in its place: a one-off
set -euo pipefail

# Secrets go by standard input and files: every process of a machine can read the arguments of the others.
call() {
  local token="$1" url="$2" body="$3"
  { [ -z "$token" ] || printf 'header = "Authorization: Bearer %s"\n' "$token"; } |
    curl --fail-with-body --silent --show-error --config - --header 'Content-Type: application/json' --data "@$body" "$url"
}

umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

echo '{}' > "$folder/nothing"
start_token="$(call "$SLIPWAY_TOKEN" "$SLIPWAY_URL/v1/projects/${PROJECT:-shop}/startTokens" "$folder/nothing" | jq -r .token)"

export start_token
jq -n --rawfile sql "${SQL_FILE:-/dev/null}" '{
  processDefinitionId: "DatabaseChange",
  variables: {
    startToken: env.start_token,
    project: (env.PROJECT // "shop"),
    targets: (env.TARGETS // "orders"),
    title: (env.TITLE // "A change from CI"),
    release: (env.RELEASE // ""),
    sql: $sql
  }
}' > "$folder/start"
call "${CAMUNDA_TOKEN:-}" "$CAMUNDA_URL/v2/process-instances" "$folder/start"
